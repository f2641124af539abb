import { publicPage } from '#platform/http'

const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ title }}</title><meta name="robots" content="noindex"><style>
:root{color-scheme:light dark;--ink:#1c1b19;--paper:#fff;--back:#f6f6f4;--line:#dddbd6;--dim:#63605a;--coral:#b23a1e;--red:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#f1efea;--paper:#1f1e1c;--back:#161513;--line:#3a3833;--dim:#a8a49b;--coral:#ff9a80;--red:#ff8a80}}
*{box-sizing:border-box}body{margin:0;background:var(--back);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:24px 16px 48px}h1{font-size:21px;line-height:1.3;margin:0 0 12px;overflow-wrap:anywhere}
section{background:var(--paper);border:1px solid var(--line);border-radius:12px;padding:18px;margin:0 0 14px}
.first{font-size:18px;margin:0;overflow-wrap:anywhere}.dim{color:var(--dim);font-size:14px}
blockquote{margin:10px 0 0;padding-inline-start:12px;border-inline-start:3px solid var(--line);white-space:pre-line;overflow-wrap:anywhere}
button{font:inherit;font-weight:600;min-height:48px;padding:0 20px;border-radius:10px;border:1px solid var(--line);background:var(--paper);color:var(--ink);cursor:pointer;width:100%}
button.main{background:var(--ink);color:var(--back);border-color:var(--ink)}label{display:block;font-size:14px;font-weight:600;margin:12px 0 4px}
input,textarea{font:inherit;width:100%;min-height:44px;padding:8px 10px;border:1px solid var(--line);border-radius:8px;background:var(--back);color:var(--ink)}
summary{cursor:pointer;font-weight:600;min-height:44px;display:flex;align-items:center}.error{color:var(--red);font-weight:600}a{color:var(--coral)}
button:focus-visible,input:focus-visible,textarea:focus-visible,summary:focus-visible{outline:3px solid var(--coral);outline-offset:2px}
</style></head><body><main><h1 dir="auto">{{ title }}</h1>
{% if error %}<p class="error" role="alert">{{ error }}</p>{% endif %}
{% if message %}<section><p class="first">{{ message }}</p></section>{% endif %}
{% if card %}<section><p class="first" dir="auto">{{ card.reason }}{% if card.evidence %}: {{ card.evidence }}{% endif %}</p>{% if card.note %}<blockquote dir="auto">{{ card.note }}</blockquote>{% endif %}
<p class="dim">{{ card.from }}{% if card.due %}<br>{{ card.due }}{% endif %}</p></section>
<form method="post"><input type="hidden" name="answer" value="agreed"><button class="main">Agree</button></form>
<details {% if error %}open{% endif %}><summary>Contest …</summary><section><form method="post"><input type="hidden" name="answer" value="contested">
<label for="text">Why should it not have been sent back?</label><textarea id="text" name="text" rows="3" maxlength="2000" required></textarea><p class="dim">A manager decides by what you write.</p><button>Contest</button></form></section></details>
<details {% if error %}open{% endif %}><summary>Nurture …</summary><section><form method="post"><input type="hidden" name="answer" value="nurture">
<label for="until">Until when? <span class="dim">(empty: by the reason)</span></label><input id="until" name="until" type="date"><p></p><button>Nurture</button></form></section></details>{% endif %}
<p class="dim"><a href="{{ open }}">Open in Baton</a></p></main></body></html>`

export interface MailPage {
  title: string
  open: string
  message?: string
  error?: string
  card?: { reason: string; evidence: string | null; note: string | null; from: string; due: string | null }
}

/** The page behind the mail that tells of a send-back; whatever others wrote is escaped. */
export const mailPage = (values: MailPage): string => publicPage(page, values)

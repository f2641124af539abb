import { publicPage } from '#platform/http'

const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ title }}</title><meta name="robots" content="noindex"><style>
:root{color-scheme:light dark;--ink:#1c1b19;--paper:#fff;--back:#f6f6f4;--line:#dddbd6;--dim:#63605a;--teal:#0b7a75;--red:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#f1efea;--paper:#1f1e1c;--back:#161513;--line:#3a3833;--dim:#a8a49b;--teal:#4fc3bc;--red:#ff8a80}}
*{box-sizing:border-box}body{margin:0;background:var(--back);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:24px 16px 48px}h1{font-size:21px;line-height:1.3;margin:0 0 12px;overflow-wrap:anywhere}
section{background:var(--paper);border:1px solid var(--line);border-radius:12px;padding:18px;margin:0 0 14px}
.first{font-size:18px;margin:0}.dim{color:var(--dim);font-size:14px}ul{margin:8px 0 0;padding-inline-start:20px}li{margin:4px 0;overflow-wrap:anywhere}
blockquote{margin:10px 0 0;padding-inline-start:12px;border-inline-start:3px solid var(--line);white-space:pre-line;overflow-wrap:anywhere}
button{font:inherit;font-weight:600;min-height:48px;padding:0 20px;border-radius:10px;border:1px solid var(--line);background:var(--paper);color:var(--ink);cursor:pointer;width:100%}
button.main{background:var(--ink);color:var(--back);border-color:var(--ink)}label{display:block;font-size:14px;font-weight:600;margin:12px 0 4px}
select,input,textarea{font:inherit;width:100%;min-height:44px;padding:8px 10px;border:1px solid var(--line);border-radius:8px;background:var(--back);color:var(--ink)}
summary{cursor:pointer;font-weight:600;min-height:44px;display:flex;align-items:center}.error{color:var(--red);font-weight:600}a{color:var(--teal)}
button:focus-visible,select:focus-visible,input:focus-visible,textarea:focus-visible,summary:focus-visible{outline:3px solid var(--teal);outline-offset:2px}
</style></head><body><main><h1 dir="auto">{{ title }}</h1>
{% if error %}<p class="error" role="alert">{{ error }}</p>{% endif %}
{% if message %}<section><p class="first">{{ message }}</p></section>{% endif %}
{% if card %}<section><p class="first" dir="auto">{{ card.first }}</p>{% if card.words %}<blockquote dir="auto">{{ card.words }}</blockquote>{% endif %}
{% if card.reasons.size > 0 %}<ul>{% for reason in card.reasons %}<li dir="auto">{{ reason }}</li>{% endfor %}</ul>{% endif %}
<p class="dim">{{ card.who }}{% if card.due %}<br>{{ card.due }}{% endif %}</p></section>
<form method="post"><input type="hidden" name="action" value="accept"><button class="main">Accept: I call them</button></form>
{% if colleagues.size > 0 %}<details {% if error %}open{% endif %}><summary>Hand on …</summary><section><form method="post"><input type="hidden" name="action" value="hand_on">
<label for="colleague">To whom? <span class="dim">(the clocks go on)</span></label><select id="colleague" name="memberId" required><option value="">Choose a colleague</option>{% for one in colleagues %}<option value="{{ one.id }}">{{ one.name }}</option>{% endfor %}</select>
<label for="for-them">Note for them</label><textarea id="for-them" name="note" rows="3" maxlength="2000"></textarea><p></p><button>Hand on</button></form></section></details>{% endif %}
<details {% if error %}open{% endif %}><summary>Send back …</summary><section><form method="post"><input type="hidden" name="action" value="send_back">
<label for="reason">Why?</label><select id="reason" name="reason" required><option value="">Choose a reason</option>{% for reason in reasons %}<option value="{{ reason.code }}">{{ reason.label }}</option>{% endfor %}</select>
<label for="evidence">What shows it? <span class="dim">(criterion, record, competitor, field, in a few words)</span></label><input id="evidence" name="evidence" maxlength="500">
<label for="date">Too early: when should they come back?</label><input id="date" name="date" type="date">
<label for="note">Note</label><textarea id="note" name="note" rows="3" maxlength="2000"></textarea><p></p><button>Send back</button></form></section></details>{% endif %}
<p class="dim"><a href="{{ open }}">Open in Baton</a></p></main></body></html>`

export interface AnswerPage {
  title: string
  open: string
  message?: string
  error?: string
  card?: { first: string; words: string | null; reasons: string[]; who: string; due: string | null }
  reasons?: { code: string; label: string }[]
  /** Who could take it instead. */
  colleagues?: { id: string; name: string }[]
}

/** The page behind a notice mail; whatever strangers wrote is escaped. */
export const answerPage = (values: AnswerPage): string => publicPage(page, values)

import { publicPage } from '#platform/http'

const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
<title>{{ title }} · {{ firm }}</title><style>
:root{color-scheme:light dark;--accent:{{ accent }};--ink:#1c1b19;--paper:#fff;--line:#8a867d;--dim:#63605a}
@media(prefers-color-scheme:dark){:root{--ink:#f1efea;--paper:#1b1a18;--line:#77736a;--dim:#a8a49b}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:36rem;margin:0 auto;padding:32px 16px 56px}.firm{color:var(--dim);font-weight:600;margin:0 0 24px}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 8px;text-wrap:balance}p{margin:0 0 16px}.done{border:1px solid var(--line);border-radius:8px;padding:12px 16px}
label{display:flex;gap:12px;align-items:center;min-height:48px;padding:8px 0;overflow-wrap:anywhere;border-top:1px solid color-mix(in srgb,var(--line) 40%,transparent)}input{width:20px;height:20px;margin:0;flex:none;accent-color:var(--accent)}
label span{min-width:0}small{display:block;font-size:.9rem;color:var(--dim)}
button{margin-top:18px;font:inherit;font-weight:600;min-height:48px;padding:12px 26px;border:0;border-radius:8px;background:var(--accent);color:{{ onAccent }};cursor:pointer}
.stop{margin-top:40px;padding-top:20px;border-top:1px solid var(--line)}.stop button{background:none;color:inherit;border:1px solid var(--line);margin-top:0}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
</style></head><body><main>{% if firm %}<p class="firm" dir="auto">{{ firm }}</p>{% endif %}<h1>{{ title }}</h1>`

const choosing = `${head}{% if done %}<p class="done" role="status">{{ done }}</p>{% endif %}<p>{{ text }}</p>
{% if choices.size > 0 %}<form method="post"><input type="hidden" name="act" value="choose">
{% for choice in choices %}<label><input type="checkbox" name="choice" value="{{ choice.key }}"{% if choice.yes %} checked{% endif %}><span dir="auto">{{ choice.words }}{% if choice.about %}<small dir="auto">{{ choice.about }}</small>{% endif %}</span></label>{% endfor %}
<button>Save</button></form>{% endif %}
{% unless stopped %}<form method="post" class="stop"><input type="hidden" name="act" value="stop"><p>No mail, no call, no letter any more, whatever it is about.</p><button>Stop everything</button></form>{% endunless %}</main></body></html>`

const saying = `${head}<p>{{ text }}</p></main></body></html>`

export type Look = { firm: string; accent: string; onAccent: string }

export const choicesPage = (
  look: Look,
  it: {
    choices: { key: string; yes: boolean; words: string; about: string }[]
    stopped: boolean
    done: string | null
  },
): string =>
  publicPage(choosing, {
    ...look,
    ...it,
    title: 'What you hear of',
    text: it.stopped
      ? 'You asked us to stop everything, and we have. Tick what you want to hear of again, if anything.'
      : it.choices.length === 0
        ? 'There is nothing to choose at the moment. What you ask us yourself is answered in any case.'
        : 'Tick what you want to hear of. What you ask us yourself is answered in any case.',
  })

export const unknownPage = (): string =>
  publicPage(saying, {
    ...{ firm: '', accent: 'light-dark(#1c1b19,#f1efea)', onAccent: 'light-dark(#fff,#1c1b19)' },
    title: 'This link does not work any more',
    text: 'It is too old, or was cut when it was copied. Write to us, and you get a new one.',
  })

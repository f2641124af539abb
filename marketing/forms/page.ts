import { publicPage } from '#platform/http'
import { type Answers, type FormDefinition, type FormField, hasAnswers, ticksOf } from './form.ts'
import { onAccent, readsRightToLeft } from './look.ts'

const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ title }} · {{ firm }}</title><style>
:root{color-scheme:light dark;--accent:{{ accent }};--ink:#1c1b19;--paper:#fff;--line:#8a867d;--dim:#63605a;--red:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#f1efea;--paper:#1b1a18;--line:#77736a;--dim:#a8a49b;--red:#ff8a80}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:36rem;margin:0 auto;padding:32px 16px 56px}.firm{color:var(--dim);font-weight:600;margin:0 0 24px}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 8px;overflow-wrap:anywhere;text-wrap:balance}.intro{margin:0 0 24px;white-space:pre-line}
label,legend{display:block;font-weight:600;margin:18px 0 6px;padding:0;overflow-wrap:anywhere}fieldset{border:0;margin:18px 0 0;padding:0}legend{margin-top:0}
.need{color:var(--dim);font-weight:400}
input:not([type=checkbox],[type=radio]),textarea,select{font:inherit;width:100%;min-height:46px;padding:9px 12px;border:1px solid var(--line);border-radius:8px;background:var(--paper);color:var(--ink)}
textarea{min-height:110px;resize:vertical}.tick{display:flex;gap:10px;align-items:flex-start;font-weight:400}.tick input{width:20px;height:20px;margin:2px 0 0;flex:none}
button,.button{display:inline-block;margin-top:26px;font:inherit;font-weight:600;min-height:48px;padding:12px 26px;border:0;border-radius:8px;background:var(--accent);color:{{ onAccent }};cursor:pointer;text-decoration:none}button:disabled{opacity:.6;cursor:progress}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}.wrong{color:var(--red);font-weight:500;margin:6px 0 0}
[aria-invalid=true]{border-color:var(--red)!important}.trap{position:absolute;inset-inline-start:-9999px}
</style></head><body><main{% if rightToLeft %} dir="rtl"{% endif %} aria-labelledby="title">{% if firm %}<p class="firm" dir="auto">{{ firm }}</p>{% endif %}`

const formPage = `${head}<h1 id="title" dir="auto">{{ title }}</h1>{% if intro %}<p class="intro" dir="auto">{{ intro }}</p>{% endif %}
{% if say %}<p class="wrong" role="alert">{{ say }}</p>{% endif %}
<form method="post" novalidate data-challenge="{{ challenge }}">
<input type="hidden" name="-ticket" value="{{ ticket }}"><input type="hidden" name="-page" value="{{ page }}"><input type="hidden" name="-referrer" value="{{ referrer }}"><input type="hidden" name="-first" value="{{ first }}"><input type="hidden" name="-visitor" value="{{ visitor }}"><input type="hidden" name="-proof">
<div class="trap" aria-hidden="true"><label>Leave this empty<input name="-homepage" tabindex="-1" autocomplete="off"></label></div>
{% for field in fields %}{% if field.choices.size > 0 %}<fieldset><legend><bdi>{{ field.label }}</bdi>{% unless field.required %} <span class="need">(optional)</span>{% endunless %}</legend>
{% for choice in field.choices %}<label class="tick"><input type="{{ field.tick }}" name="{{ field.key }}" value="{{ choice.value }}"{% if choice.checked %} checked{% endif %}><bdi>{{ choice.label }}</bdi></label>{% endfor %}{% if field.problem %}<p class="wrong" id="p-{{ field.key }}">{{ field.problem }}</p>{% endif %}</fieldset>
{% else %}<label for="f-{{ field.key }}"><bdi>{{ field.label }}</bdi>{% unless field.required %} <span class="need">(optional)</span>{% endunless %}</label>
{% if field.kind == 'message' %}<textarea id="f-{{ field.key }}" name="{{ field.key }}" maxlength="5000" dir="auto"{% if field.required %} required{% endif %}{% if field.problem %} aria-invalid="true" aria-describedby="p-{{ field.key }}"{% endif %}>{{ field.value }}</textarea>
{% else %}<input id="f-{{ field.key }}" name="{{ field.key }}" type="{{ field.type }}" value="{{ field.value }}" maxlength="300" dir="auto"{% if field.mode %} inputmode="{{ field.mode }}"{% endif %}{% if field.fill %} autocomplete="{{ field.fill }}"{% endif %}{% if field.required %} required{% endif %}{% if field.problem %} aria-invalid="true" aria-describedby="p-{{ field.key }}"{% endif %}>{% endif %}
{% if field.problem %}<p class="wrong" id="p-{{ field.key }}">{{ field.problem }}</p>{% endif %}{% endif %}{% endfor %}
{% if asksSource %}<label for="heard">How did you hear of us? <span class="need">(optional)</span></label><input id="heard" name="heard_of_us" value="{{ heard }}" maxlength="200" dir="auto">{% endif %}
{% if ticks.size > 0 %}<fieldset>{% if ticks.size > 1 %}<legend><bdi>{{ consentText }}</bdi></legend>{% endif %}{% for tick in ticks %}<label class="tick"><input type="checkbox" name="consent" value="{{ tick.value }}"{% if tick.checked %} checked{% endif %}><span dir="auto">{{ tick.words }}</span></label>{% endfor %}{% if consentProblem %}<p class="wrong">{{ consentProblem }}</p>{% endif %}</fieldset>{% endif %}
<div data-question><label for="sum">{{ question }}</label><input id="sum" name="-answer" inputmode="numeric" autocomplete="off" maxlength="4"{% if answerProblem %} aria-invalid="true" aria-describedby="p-sum"{% endif %}>{% if answerProblem %}<p class="wrong" id="p-sum">{{ answerProblem }}</p>{% endif %}</div>
<button><bdi>{{ button }}</bdi></button></form></main><script type="module" src="/-/form.js"></script></body></html>`

const sayPage = `${head}<h1 id="title" dir="auto">{{ title }}</h1><p class="intro" dir="auto">{{ text }}</p>
{% if download %}<p><a class="button" href="{{ download }}" rel="noopener">Download</a></p>{% endif %}
{% if confirm %}<form method="post"><button>{{ confirm }}</button></form>{% endif %}{% if choices %}<p><a href="{{ choices }}">Choose what you hear of</a></p>{% endif %}</main><script type="module" src="/-/form.js"></script></body></html>`

export interface Firm {
  name: string
  look: { accent?: string; logoText?: string }
}

const looks = ({ name, look }: Firm) => ({
  firm: look.logoText || name,
  // Without a colour of the firm the house's ink, turned around in the dark.
  accent: look.accent ?? 'light-dark(#1c1b19,#f1efea)',
  onAccent: look.accent ? onAccent(look.accent) : 'light-dark(#fff,#1c1b19)',
})

const typeOf: Record<string, string> = { email: 'email', phone: 'tel', date: 'date', url: 'url' }
const fillOf: Record<string, string> = {
  name: 'name',
  first_name: 'given-name',
  last_name: 'family-name',
  email: 'email',
  phone: 'tel',
  company: 'organization',
  job_title: 'organization-title',
  city: 'address-level2',
  country: 'country-name',
}

export interface FormPage {
  firm: Firm
  definition: FormDefinition
  ticket: string
  challenge: string
  question: string
  page: string
  referrer: string
  /** Where the visit began, if it is known. */
  first: string
  /** The browser as its site knows it, where it agreed to that. */
  visitor: string
  answers?: Answers
  problems?: Record<string, string>
  heard?: string
  /** The topics that were ticked. */
  ticked?: string[]
  consentProblem?: string
  answerProblem?: string
  say?: string
}

const yesNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]
const offered = ({ kind, choices }: FormField) =>
  kind === 'yesno' ? yesNo : hasAnswers(kind) ? choices.map((value) => ({ value, label: value })) : []

/** The form as people see it; what was typed stays, what is wrong is said beside its field. */
export function renderForm(page: FormPage): string {
  const { firm, definition, answers = {}, problems = {}, ticked = [], ...rest } = page
  const { fields, topics: _, ...texts } = definition
  return publicPage(formPage, {
    ...looks(firm),
    ...texts,
    ...rest,
    rightToLeft: readsRightToLeft(definition.title),
    ticks: ticksOf(definition).map((it) => ({ ...it, checked: ticked.includes(it.topic) })),
    fields: fields.map((field) => {
      const value = answers[field.key] ?? ''
      const chosen = field.kind === 'choices' ? value.split('\n') : [value]
      return {
        ...field,
        choices: offered(field).map((choice) => ({ ...choice, checked: chosen.includes(choice.value) })),
        tick: field.kind === 'choices' ? 'checkbox' : 'radio',
        type: typeOf[field.kind] ?? 'text',
        fill: fillOf[field.kind] ?? '',
        mode: field.kind === 'number' ? 'decimal' : '',
        value,
        problem: problems[field.key] ?? '',
      }
    }),
  })
}

/** A page that says one thing: thanks, a question to confirm, or that there is nothing. */
export function renderSaying(it: {
  firm?: Firm
  title: string
  text: string
  download?: string
  confirm?: string
  /** Where they choose what they hear of. */
  choices?: string
}): string {
  const { firm, ...rest } = it
  const look = firm ? looks(firm) : { firm: '', accent: '#1c1b19', onAccent: '#fff' }
  return publicPage(sayPage, { ...look, ...rest, rightToLeft: readsRightToLeft(rest.title) })
}

import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'

/** Works the proof out while the person types; until it is there, the question stands in for it. */
async function prove(form: HTMLFormElement): Promise<void> {
  const challenge = JSON.parse(form.dataset.challenge ?? 'null')
  const question = form.querySelector<HTMLElement>('[data-question]')
  const proof = form.querySelector<HTMLInputElement>('input[name="-proof"]')
  // Without a secure context there is no cryptography; the question does.
  if (!challenge || !question || !proof || !globalThis.crypto?.subtle) return
  const solution = await solveChallenge({ challenge, deriveKey })
  if (!solution) return
  proof.value = JSON.stringify({ challenge, solution })
  question.hidden = true
  tellHeight()
}

/** The page that frames the form makes the frame as high as the form. */
function tellHeight(): void {
  if (parent !== window)
    parent.postMessage({ batonHeight: Math.ceil(document.body.getBoundingClientRect().height) }, '*')
}

/** Whoever is faster than their device waits for it instead of being asked; an answered question goes at once. */
function sendProved(form: HTMLFormElement): void {
  let proved = false
  const proving = prove(form).finally(() => {
    proved = true
  })
  form.addEventListener('submit', (event) => {
    if (proved || form.querySelector<HTMLInputElement>('input[name="-answer"]')?.value) return
    event.preventDefault()
    const button = form.querySelector('button')
    if (button) button.disabled = true
    void proving.finally(() => {
      if (button) button.disabled = false
      form.requestSubmit()
    })
  })
}

const form = document.querySelector<HTMLFormElement>('form[data-challenge]')
if (form) sendProved(form)
tellHeight()
new ResizeObserver(tellHeight).observe(document.body)

/** Where this visit began, kept as long as the tab lives; a visitor who asks not to be followed is asked nothing. */
function keepFirst(form: HTMLFormElement): void {
  const [first, referrer] = ['-first', '-referrer'].map((name) =>
    form.querySelector<HTMLInputElement>(`input[name="${name}"]`),
  )
  if (!first || !referrer || first.value || parent !== window) return
  if ('globalPrivacyControl' in navigator && navigator.globalPrivacyControl) return
  const kept = sessionStorage.getItem('baton-first')
  const visit = kept
    ? (JSON.parse(kept) as { page: string; referrer: string })
    : { page: location.href, referrer: referrer.value }
  sessionStorage.setItem('baton-first', JSON.stringify(visit))
  first.value = visit.page
  referrer.value = visit.referrer
}

if (form) keepFirst(form)

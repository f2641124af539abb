import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { formPage } from './form-page.ts'

/** Templates of five kinds, HTML and half an attribute: whoever counts would say 60481729. */
const templates =
  '{{7777*7777}} {{ 7777 | times: 7777 }} {% raw %} ${7777*7777} <%= 7777*7777 %> #{7777*7777}'
const hostile = `${templates} <script>alert(1)</script> " onfocus="alert(1)" x='`
const short = '{{7777*7777}}<b>"x" onload="1"'
const counted = '60481729'
const names: Record<string, string> = { quot: '"', amp: '&', lt: '<', gt: '>', '#34': '"', '#39': "'" }
const plain = (html: string) =>
  html.replaceAll(/&(#34|#39|quot|amp|lt|gt);/g, (_, name: string) => names[name]!)

/** What somebody wrote is shown as they wrote it: counted out by no template, read as HTML by no browser (17, 18). */
function shownAsWritten(html: string, texts: string[]) {
  const { length } = texts.filter((text) => plain(html).includes(text))
  expect(html).not.toContain(counted)
  expect(html).not.toMatch(/<script>alert|<b>"x"|\sonfocus="alert|\sonload="1/)
  expect(length).toBe(texts.length)
}

describe('a text like a template', async () => {
  const w = await world({ proxied: true })
  const { client } = w.owner
  const read = async (url: string) => (await fetch(url)).text()
  await client.members.updateWorkspace({ name: hostile.slice(0, 150) })
  const firm = hostile.slice(0, 150)
  await client.members.update({ id: w.owner.id, takesLeads: false })
  const anna = await w.member('sales_rep', { name: `Anna ${short}` })
  const { id } = await client.forms.create({ name: hostile.slice(0, 190), intent: 'asks' })
  const form = await client.forms.get({ id })
  const definition = {
    ...form.definition,
    ...{
      title: hostile,
      intro: hostile,
      thanks: hostile,
      consentText: hostile,
      button: short,
      asksSource: true,
    },
    fields: [
      ...form.definition.fields,
      {
        key: 'pick',
        kind: 'choice' as const,
        label: hostile,
        required: false,
        choices: [hostile, short],
        into: '',
      },
    ],
  }
  await client.forms.save({
    id,
    name: hostile.slice(0, 190),
    intent: 'asks',
    productLineId: form.productLineId,
    definition,
  })
  await client.forms.publish({ id })
  const page = await formPage(w, id)

  it('stands in a form, its thanks, its line for other pages, and beside a mistake, as it was written', async () => {
    shownAsWritten(await read(page.at), [hostile, short, firm])
    shownAsWritten(await read(`${page.at}/thanks`), [hostile, firm])
    const source = await read(
      `${page.at}?page=${encodeURIComponent(`https://firm.example/?utm_source=${hostile}`)}`,
    )
    shownAsWritten(source, [hostile])
    const script = await read(`${page.at}/embed.js`)
    expect(script).not.toContain(counted)
    expect(script).not.toContain('<script')
    expect(() => new Function(script)).not.toThrow()
    const again = await page.again({
      name: hostile,
      email: hostile,
      message: hostile,
      heard_of_us: hostile.slice(0, 190),
    })
    expect(again.status).toBe(422)
    shownAsWritten(await again.text(), [hostile])
  })

  it('stands in every mail that it sets off and behind their links, and comes back from the API untouched', async () => {
    await client.members.invite({ email: 'new@firm.example', name: short, role: 'viewer' })
    const source = `https://firm.example/?utm_source=${encodeURIComponent(hostile)}&utm_campaign=${encodeURIComponent(short)}`
    const sent = await page.send({
      ...{
        name: hostile,
        email: 'a@b.example',
        company: hostile,
        message: hostile,
        consent: 'yes',
        pick: hostile,
      },
      ...{ heard_of_us: short, '-page': source, '-referrer': hostile, '-first': source },
    })
    expect(sent.status).toBe(303)
    await w.pump()
    await w.tick('notice letters')
    const letters = await w.letters()
    expect(letters.map(({ kind }) => kind).toSorted()).toEqual([
      'confirmation',
      'invitation',
      'notice.offered',
    ])
    for (const { subject, html_body: html, text_body: text, to_address } of letters) {
      shownAsWritten(html, [])
      expect(subject + text + to_address).not.toContain(counted)
      expect(subject).not.toMatch(/[\r\n]/)
    }
    const of = (kind: string) => letters.find((it) => it.kind === kind)!
    shownAsWritten(of('confirmation').html_body, [hostile, firm])
    shownAsWritten(of('invitation').html_body, [firm])
    shownAsWritten(of('notice.offered').html_body, [hostile])
    for (const letter of letters)
      for (const [link] of letter.text_body.matchAll(/https?:\/\/\S+\/-\/\S+/g))
        shownAsWritten(await read(link.replace(w.house.config.publicUrl, w.publicUrl)), [])
    const [row] = (await client.forms.submissions({ formId: id })).rows
    expect(row).toMatchObject({
      utm: { utm_source: hostile, utm_campaign: short },
      referrer: hostile,
      heard: short,
    })
    expect(row!.answers.map(({ value }) => value)).toEqual(expect.arrayContaining([hostile]))
    const [person] = (await anna.client.contacts.list({ q: 'a@b.example' })).rows
    expect(person).toMatchObject({ name: hostile })
    const history = (await client.timeline.list({ contactId: person!.id })).rows
      .map(({ text }) => text)
      .join('\n')
    expect(history).not.toContain(counted)
  })

  it('comes out of a file as it stood in it, and its name breaks no header', async () => {
    const fileName = `${short}'; filename="evil.html"; .csv`
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    const bytes = `E-Mail,Name,Note\nx@y.example,${quoted(hostile)},${quoted(short)}\nno address,X,Y\n`
    const { id: importId } = await client.transfer.create({
      fileName,
      sizeBytes: bytes.length,
      record: 'contacts',
    })
    await client.transfer.part({ id: importId, offset: 0, part: new File([bytes], fileName) })
    await w.tick('imports')
    await client.transfer.start({ id: importId })
    await w.tick('imports')
    expect(await client.transfer.get({ id: importId })).toMatchObject({ fileName, state: 'done' })
    const [person] = (await client.contacts.list({ q: 'x@y.example' })).rows
    expect(person).toMatchObject({ name: hostile })
    const answer = await fetch(`${w.adminUrl}/api/imports/${importId}/refused-file`, {
      headers: { authorization: `Bearer ${w.owner.secret}` },
    })
    expect(await answer.text()).toContain('no address')
    expect(answer.headers.get('content-disposition')).toMatch(
      /^(inline|attachment); filename="(\\["\\]|[^"\\\r\n])*"; filename\*=utf-8''[^"\r\n;]*$/,
    )
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    await expect(
      client.transfer.create({ fileName: 'a\r\nset-cookie: x=1', sizeBytes: 1 }),
    ).rejects.toMatchObject({ status: 400 })
  })
})

it('no screen and no template hands a text on as HTML, or an address of somebody’s as a link to run', async () => {
  const root = path.resolve(import.meta.dirname, '../..')
  const files = globSync('**/*.{ts,tsx}', {
    cwd: root,
    exclude: ['node_modules/**', 'dist/**', 'data/**', '**/*.test.ts'],
  })
  expect(files.length).toBeGreaterThan(400)
  const found: string[] = []
  for (const file of files) {
    const text = await readFile(path.join(root, file), 'utf8')
    if (
      /dangerouslySetInnerHTML|\.(innerHTML|outerHTML)\b|insertAdjacentHTML|document\.write|srcDoc=/.test(
        text,
      )
    )
      found.push(file)
    if (/\{\{[^}]*\|\s*raw\b/.test(text)) found.push(file)
  }
  // Mails of strangers, cleaned before they were stored: in a frame that may run nothing.
  const frame = 'sales/conversations/screens/designed.tsx'
  expect(found).toEqual([frame])
  const shown = await readFile(path.join(root, frame), 'utf8')
  expect(shown.match(/sandbox="([^"]*)"/)?.[1]).toBe(
    'allow-same-origin allow-popups allow-popups-to-escape-sandbox',
  )
  expect(shown).toContain("default-src 'none'")
})

import { describe, expect, test } from 'vitest'
import { proposeEmpty } from './empty.ts'
import { profileRows } from './profile.ts'
import { type Recognised, recognise } from './recognise.ts'

async function* rowsOf(cells: string[][]) {
  for (const row of cells) yield { cells: row }
}

async function profileOf(text: string) {
  const [header, ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
  return profileRows(header!, rowsOf(rows))
}

async function recognised(text: string, hints = {}): Promise<Recognised> {
  const profile = await profileOf(text)
  return recognise(profile, proposeEmpty(profile), hints)
}

const targetsOf = ({ columns }: Recognised) =>
  Object.fromEntries(columns.map(({ name, target }) => [name, target]))
const column = ({ columns }: Recognised, name: string) => columns.find((each) => each.name === name)!

describe('what a file is and where its columns go', () => {
  test('German headers; “Name” beside “Vorname” is the last name', async () => {
    const file = await recognised(`
      Kundennummer | Vorname | Name   | E-Mail-Adresse | Telefonnummer | Firma | Ort  | Land | Erstellt am | Betreuer
      K-0001       | Ada     | Müller | ada@müller.de  | 0151 1234567  | A AG  | Bonn | DE   | 31.12.2023  | Eva
      K-0002       | Bob     | Groß   | bob@gross.de   | 0151 7654321  | B AG  | Ulm  | DE   | 01.02.2024  | Uwe`)
    expect(file).toMatchObject({ record: 'contacts', recordSure: true })
    expect(targetsOf(file)).toEqual({
      Kundennummer: 'externalId',
      Vorname: 'firstName',
      Name: 'lastName',
      'E-Mail-Adresse': 'email',
      Telefonnummer: 'phone',
      Firma: 'companyName',
      Ort: 'city',
      Land: 'country',
      'Erstellt am': 'createdAt',
      Betreuer: 'owner',
    })
    expect(column(file, 'Erstellt am')).toMatchObject({ type: 'date', dateOrder: 'DMY', question: null })
  })

  test.each([
    ['Salesforce', 'Id | FirstName | LastName | Email | HasOptedOutOfEmail | LeadSource', 'contacts'],
    [
      'HubSpot',
      'Record ID | First Name | Last Name | Email | Phone Number | Contact owner | Create Date',
      'contacts',
    ],
    ['Mailchimp', 'Email Address | First Name | Last Name | OPTIN_TIME | EUID | TAGS', 'contacts'],
    [
      'Pipedrive',
      'Person - Name | Person - Email - Work | Person - Phone - Work | Person - Organization',
      'contacts',
    ],
    [
      'Pipedrive deals',
      'Deal - Title | Deal - Value | Deal - Stage | Deal - Organization | Deal - Won time',
      'deals',
    ],
    ['Zoho accounts', 'ACCOUNTID | Account Name | Account Owner | Industry | Website', 'companies'],
    ['products', 'SKU | Produktname | Produktgruppe | Verkaufspreis', 'products'],
    ['sellers', 'Verkäufer | Vorgesetzter | Gebiet', 'members'],
  ])('%s by headers alone', async (_name, header, record) => {
    const file = await recognised(`${header}\n${header.replace(/[^|]/g, '')}`)
    expect(file.record).toBe(record)
    expect(file.columns.filter(({ target }) => target === null)).toEqual([])
  })

  test('content decides where headers say nothing, and corrects a header that lies', async () => {
    const file = await recognised(`
      a                                    | b           | Email   | c
      7927b2df-8bba-4d29-b9a2-b6e0beafe620 | ada@x.com   | opened  | +49 151 1234567
      2a272436-5132-4136-86fa-dcc88c88f482 | bob@y.com   | clicked | +49 151 7654321`)
    expect(column(file, 'a')).toMatchObject({ target: 'externalId', type: 'id' })
    expect(column(file, 'c')).toMatchObject({ target: 'phone', type: 'phone' })
    expect(file.columns.filter(({ target }) => target === 'email')).toHaveLength(1)
  })

  test('what has no field gets one of its type; what never varies or is empty is left out', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) => `p${i}@x.com | ${['Gold', 'Silver'][i % 2]} | ${i},5 | yes | | No`,
    )
    const file = await recognised(`Email | Größe & Stufe | Score | VIP | Nothing | Same\n${rows.join('\n')}`)
    expect(column(file, 'Größe & Stufe').field).toEqual({
      key: 'gro_e_stufe',
      label: 'Größe & Stufe',
      type: 'choice',
      choices: ['Gold', 'Silver'],
    })
    expect(column(file, 'Score')).toMatchObject({
      type: 'number',
      decimalMark: ',',
      field: { type: 'number' },
    })
    expect(column(file, 'Nothing')).toMatchObject({ type: 'blank', field: null })
    expect(column(file, 'Same')).toMatchObject({ field: null, because: 'It is No in every row.' })
  })

  test('a date order or a decimal mark that no cell decides is asked, unless another column of the file decides', async () => {
    const open = await recognised(
      'Email | Start | Size\na@x.com | 3/4/2024 | 1,234\nb@x.com | 5/6/2024 | 2,345',
    )
    expect(column(open, 'Start')).toMatchObject({
      dateOrder: null,
      question: { about: 'dateOrder', open: true },
    })
    expect(column(open, 'Size')).toMatchObject({
      decimalMark: null,
      question: { about: 'decimalMark', open: true },
    })
    const told = await recognised(
      'Email | Start | End | Size | Price\na@x.com | 3/4/2024 | 3/31/2024 | 1,234 | 1.5\nb@x.com | 5/6/2024 | 5/30/2024 | 2,345 | 2.5',
    )
    expect(column(told, 'Start')).toMatchObject({ dateOrder: 'MDY', question: null })
    expect(column(told, 'Size')).toMatchObject({ decimalMark: '.', question: null })
    const torn = await recognised('Email | Start\na@x.com | 13/1/2024\nb@x.com | 1/13/2024')
    expect(column(torn, 'Start')).toMatchObject({ dateOrder: null, question: { open: false } })
  })

  test('money knows its currency from the cells or the header', async () => {
    const file = await recognised(
      'Email | Spent | Budget (EUR)\na@x.com | $1,200.50 | 12.5\nb@x.com | $342.09K | 13.5',
    )
    expect(column(file, 'Spent')).toMatchObject({ type: 'money', currency: 'USD', decimalMark: '.' })
    expect(column(file, 'Budget (EUR)')).toMatchObject({ type: 'money', currency: 'EUR' })
  })

  test('the person settles what the file is', async () => {
    const file = await recognised('Name | Notes\nAcme | x\nBeta | y', { record: 'companies' })
    expect(file).toMatchObject({ record: 'companies', recordSure: true })
    expect(targetsOf(file)).toMatchObject({ Name: 'name' })
  })
})

describe('a profile', () => {
  test('counts in bounded memory and says when it saw only the beginning', async () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => [
      String(i),
      i % 2 === 0 ? 'a' : 'b',
      i < 10 ? 'x' : '',
    ])
    const { columns } = await profileRows(['id', 'half', 'rare'], rowsOf(rows))
    expect(columns[0]).toMatchObject({ filled: 5_000, distinct: 5_000, unique: true, distinctCapped: false })
    expect(columns[1]).toMatchObject({
      distinct: 2,
      unique: false,
      top: [
        { value: 'a', count: 2_500 },
        { value: 'b', count: 2_500 },
      ],
    })
    expect(columns[2]).toMatchObject({ filled: 10, longest: 1 })
    expect(columns[0]!.top.length).toBeLessThanOrEqual(100)
    const part = await profileRows(['id'], rowsOf(rows), 100)
    expect(part).toMatchObject({ rows: 100, complete: false })
    expect(part.columns[0]!.unique).toBeNull()
  })
})

describe('texts that mean nothing', () => {
  const cities = ['Rome', 'Bonn', 'Ulm', 'Oslo']
  const skills = ['Go', 'Rust', 'Java', 'SQL']
  const table = (word: string, more: (i: number) => string = () => 'x') =>
    `City | Skill | Third\n${Array.from({ length: 60 }, (_, i) =>
      i % 2 === 0
        ? `${word} | ${word} | ${more(i)}`
        : `${cities[(i >> 1) % 4]} | ${skills[(i >> 1) % 4]} | ${more(i)}`,
    ).join('\n')}`

  test('the most frequent value of columns that have nothing else in common', async () => {
    const [proposal] = proposeEmpty(await profileOf(table('Choose one')))
    expect(proposal).toEqual({
      value: 'Choose one',
      columns: [0, 1],
      rows: 60,
      because:
        'It is the most frequent value of 2 columns that have nothing else in common: “City”, “Skill”.',
    })
  })

  test('not where the columns hold the same kind of thing, nor yes, no and numbers', async () => {
    const countries = Array.from({ length: 60 }, (_, i) => ['US', 'US', 'DE', 'FR', 'IT'][i % 5])
    const alike = `Billing | Shipping\n${countries.map((c, i) => `${c} | ${countries[(i + 3) % 60]}`).join('\n')}`
    expect(proposeEmpty(await profileOf(alike))).toEqual([])
    expect(proposeEmpty(await profileOf(table('No')))).toEqual([])
    expect(proposeEmpty(await profileOf(table('0')))).toEqual([])
  })

  test('usual ways to write nothing', async () => {
    const proposals = proposeEmpty(await profileOf('a | b\nN/A | 1\n#N/A | 2\n- | N/A\nnone | 3'))
    expect(proposals.map(({ value, columns }) => [value, columns])).toEqual([
      ['N/A', [0, 1]],
      ['#N/A', [0]],
      ['-', [0]],
      ['none', [0]],
    ])
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { emailProblem } from './email.ts'
import { nameKey } from './key.ts'
import { absent, at, because, read, recognised } from './shared-data.ts'
import { sniffPath } from './sniff-path.ts'
import { parseDay, parseEmail, parseMoney, parsePhone } from './values.ts'

describe.skipIf(absent)(`other files${because}`, () => {
  const spectrum = absent ? [] : readdirSync(at('csv-spectrum', 'csvs')).map((name) => basename(name, '.csv'))

  test.each(spectrum)('csv-spectrum: %s', async (name) => {
    const { names, rows } = await read('csv-spectrum', 'csvs', `${name}.csv`)
    const expected = JSON.parse(readFileSync(at('csv-spectrum', 'json', `${name}.json`), 'utf8'))
    const found = rows.map(({ cells }) => Object.fromEntries(cells.map((cell, i) => [names[i], cell])))
    // The oracle of this one is a single object and names another phone number than its CSV.
    if (name === 'location_coordinates') {
      expect(found).toEqual([{ ...expected, 'Contact Phone Number': '2095257564' }])
    } else expect(found).toEqual(expected)
  })

  test.each([
    ['csvtext.csv', 'utf-8', 0],
    ['csvtext_BOM_UTF8.csv', 'utf-8', 3],
    ['csvtext_BOM_UTF16LE.csv', 'utf-16le', 2],
    ['csvtext_BOM_UTF16BE.csv', 'utf-16be', 2],
    ['csvtext_BOM_UTF32LE.csv', 'utf-32le', 2],
    ['csvtext_BOM_UTF32BE.csv', 'utf-32be', 2],
  ])('Salesforce: %s', async (name, encoding, bomBytes) => {
    const path = at('salesforce-dataloader', 'test/resources/testfiles/data', name)
    expect(await sniffPath(path, name)).toMatchObject({ kind: 'csv', encoding, bomBytes })
    const { names, rows } = await read('salesforce-dataloader', 'test/resources/testfiles/data', name)
    expect(names).toEqual(['column1', 'column2', 'column3'])
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['row1-1', 'row1-2', 'row1-3'],
      ['row2-1', 'row2-2', 'row2-3'],
    ])
  })

  test('Salesforce: the export in Latin-1 with 423 companies', async () => {
    const samples = ['salesforce-dataloader', 'main/resources/samples/data']
    const file = await read(...samples, 'accountData.csv')
    expect(file.rows).toHaveLength(423)
    expect(file.rows.filter(({ problem }) => problem)).toEqual([])
    expect(file.rows.some(({ cells }) => cells.some((cell) => cell.includes('º')))).toBe(true)
    expect(file.rows.some(({ cells }) => cells.some((cell) => cell.includes('\ufffd')))).toBe(false)
    expect(await recognised(...samples, 'accountData.csv')).toMatchObject({
      record: 'companies',
      recordSure: true,
    })
    expect(await recognised(...samples, 'opportunityData.csv')).toMatchObject({
      record: 'deals',
      recordSure: true,
    })
  })

  test('Zoho: all fourteen files, every date and every amount', async () => {
    const counts: Record<string, number> = {}
    for (const name of readdirSync(at('zoho-crm')).filter((each) => each.endsWith('.csv'))) {
      const file = await recognised('zoho-crm', name)
      const { rows } = await read('zoho-crm', name)
      counts[basename(name, '.csv')] = rows.length
      expect(rows.filter(({ problem }) => problem)).toEqual([])
      for (const { index, type } of file.columns) {
        const cells = rows.map((row) => row.cells[index]!.trim()).filter((cell) => cell !== '')
        const bad = cells.filter((cell) => {
          if (type === 'date') return !parseDay(cell, { dateOrder: 'YMD', zone: 'utc' }).ok
          if (type === 'money') return !parseMoney(cell, { decimalMark: '.', currency: 'USD' }).ok
          return type === 'email' && !parseEmail(cell).ok
        })
        expect(bad).toEqual([])
      }
    }
    expect(counts).toEqual({
      ...{
        Accounts: 2_229,
        Calls: 4_100,
        Campaign_Lead_Status: 3_900,
        Campaigns: 110,
        Cases: 797,
        Contacts: 1_265,
      },
      ...{ Events: 2_978, Invoices: 1_300, Leads: 3_900, Potentials: 3_632, Products: 2_000, Quotes: 3_000 },
      ...{ Tasks: 2_978, Users: 11 },
    })
    const records = ['Leads', 'Contacts', 'Accounts', 'Potentials', 'Products', 'Users']
    const found = await Promise.all(records.map((name) => recognised('zoho-crm', `${name}.csv`)))
    expect(found.map(({ record }) => record)).toEqual([
      ...['contacts', 'contacts', 'companies', 'deals', 'products', 'members'],
    ])
  })

  test('semicolons and a BOM: 2,240 customers, 24 without an income', async () => {
    const { names, rows, cell } = await read('customer-personality', 'marketing_campaign.csv')
    expect([names.length, rows.length]).toEqual([29, 2_240])
    expect(names[0]).toBe('ID')
    expect(rows.filter((row) => cell(row, 'Income') === '')).toHaveLength(24)
  })

  test('title rows of an ad report are not its header', async () => {
    const file = await read('ads-exports', 'google-ads-campaign-report-search-display-pmax-usd.csv')
    expect(file.names.slice(0, 2)).toEqual(['Campaign status', 'Campaign'])
    expect(file.rows).toHaveLength(12 + 5)
  })

  test('an example number of each of 245 countries is read', () => {
    const examples: Record<string, string> = JSON.parse(
      readFileSync(at('phones', 'examples.mobile.json'), 'utf8'),
    )
    const unread = Object.entries(examples).filter(([country, number]) => {
      const phone = parsePhone(number, { country })
      return !phone.ok || phone.value.e164 === null
    })
    expect(Object.keys(examples)).toHaveLength(245)
    expect(unread).toEqual([])
  })

  test('names of all countries have keys that stay what they are', async () => {
    for (const name of ['common-forenames-by-country.csv', 'common-surnames-by-country.csv']) {
      const { rows, cell } = await read('names', name)
      const keys = rows.map((row) => nameKey(cell(row, 'Localized Name') || cell(row, 'Romanized Name')))
      expect(keys.filter((key) => key === '' || nameKey(key) !== key)).toEqual([])
    }
  })

  test('addresses: each of 164 gets the verdict of its category, and who is refused a reason', () => {
    const xml = readFileSync(at('isemail', 'tests.xml'), 'utf8')
    const verdicts: Record<string, string[]> = {}
    const reasons = new Map<string, string>()
    for (const [, body = ''] of xml.matchAll(/<test id="\d+">([\s\S]*?)<\/test>/g)) {
      const read = (tag: string) => new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(body)?.[1] ?? ''
      const address = unescaped(read('address'))
      const problem = emailProblem(address)
      const verdict = `${read('category').replace('ISEMAIL_', '')} ${problem === null ? 'taken' : 'refused'}`
      verdicts[verdict] = [...(verdicts[verdict] ?? []), address]
      if (problem !== null) reasons.set(read('diagnosis').replace('ISEMAIL_', ''), problem)
    }
    // What is deliverable is taken, whether or not its domain answers today. The rest is refused: what only a header may
    // hold (RFC5322, CFWS, DEPREC), and quotes and machine numbers, which servers take (RFC5321) but no list has honestly.
    expect(
      Object.fromEntries(Object.entries(verdicts).map(([verdict, all]) => [verdict, all.length])),
    ).toEqual({
      ...{ 'VALID_CATEGORY taken': 14, 'DNSWARN taken': 8 },
      ...{ 'RFC5321 refused': 16, 'CFWS refused': 10, 'DEPREC refused': 20, 'RFC5322 refused': 30 },
      'ERR refused': 66,
    })
    expect(Object.fromEntries(reasons)).toMatchObject({
      ERR_NODOMAIN: expect.stringMatching(/no @|one side/),
      ERR_NOLOCALPART: 'has nothing on one side of the @',
      ERR_DOT_START: expect.stringMatching(/dot|domain/),
      ERR_DOT_END: expect.stringMatching(/dot|domain/),
      ERR_UNCLOSEDQUOTEDSTR: 'has quotes before the @, which is never written to',
      ERR_UNCLOSEDCOMMENT: 'has a remark in brackets inside; write the address alone',
      ERR_DOMAINHYPHENSTART: 'has a domain that can’t exist',
      ERR_CR_NO_LF: 'has a line break inside',
      CFWS_COMMENT: 'has a remark in brackets inside; write the address alone',
      RFC5321_QUOTEDSTRING: 'has quotes before the @, which is never written to',
      RFC5321_ADDRESSLITERAL: 'names a machine by its number in place of a domain',
      RFC5321_TLD: 'has a domain without a dot',
      RFC5321_TLDNUMERIC: 'has a domain that ends in a number',
      RFC5322_LOCAL_TOOLONG: expect.stringMatching(/64 bytes|quotes/),
      RFC5322_LABEL_TOOLONG: 'has a part of more than 63 bytes in its domain',
      RFC5322_TOOLONG: 'is longer than 254 bytes',
      DEPREC_CFWS_NEAR_AT: expect.any(String),
    })
    expect([...reasons.values()].filter((it) => !/^(has|is|names) /.test(it))).toEqual([])
  })
})

/** Character references, and the pictures of control characters (U+2400 + n) that the suite writes. */
function unescaped(text: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_all, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&(lt|gt|quot|apos|amp);/g, (_all, name: string) => named[name]!)
    .replace(/[\u2400-\u2421]/g, (picture) => String.fromCharCode(picture.charCodeAt(0) - 0x2400))
}

import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { absent, at, because, read } from './shared-data.ts'
import { readCards, vcardColumns } from './vcard.ts'

async function* pieces(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}
const cardsIn = async (text: string, size = text.length) => {
  const cards = await Array.fromAsync(readCards(pieces(text, size)))
  return cards.map(({ line, cells, problem }) => ({
    ...{ line, problem },
    ...Object.fromEntries(vcardColumns.flatMap((name, n) => (cells[n] ? [[name, cells[n]]] : []))),
  }))
}

describe('business cards', () => {
  const three = [
    'BEGIN:VCARD',
    'VERSION:2.1',
    'N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;=C4rne',
    'NOTE;QUOTED-PRINTABLE:First line=0D=0A=',
    'second',
    'AGENT:',
    'BEGIN:VCARD',
    'N:Agent;Secret',
    'END:VCARD',
    'TEL;WORK;FAX:030 1',
    'TEL;CELL:030 2',
    'END:VCARD',
    '',
    'begin:vcard',
    'version:3.0',
    'fn:Bea Groß\\, Dr.',
    'item1.EMAIL;type=INTERNET;type=pref:bea@firm.exa',
    ' mple',
    'EMAIL:second@firm.example',
    'org:Kabelwerk\\; Süd;Sales',
    'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ',
    'end:vcard',
    'BEGIN:VCARD',
    'VERSION:4.0',
    'FN:Cara',
    'TEL;VALUE=uri;PREF=1:tel:+49-30-3',
    'ADR;LABEL="Weg 1: hinten;";TYPE=work:;;Weg 1;Bonn;;53111;Germany',
    'BDAY:19800321',
  ].join('\r\n')
  const expected = [
    {
      ...{ line: 1, problem: null, 'Full name': 'Ärne Müller', 'First name': 'Ärne', 'Last name': 'Müller' },
      ...{ Note: 'First line\r\nsecond', Phone: '030 2' },
    },
    {
      ...{ line: 14, problem: null, 'Full name': 'Bea Groß, Dr.', 'E-mail': 'bea@firm.example' },
      ...{ 'E-mail 2': 'second@firm.example', Company: 'Kabelwerk; Süd', Department: 'Sales' },
    },
    {
      ...{ line: 23, problem: 'This card has no end: the file was probably cut off.', 'Full name': 'Cara' },
      ...{ Phone: '+49-30-3', Street: 'Weg 1', Town: 'Bonn', 'Postal code': '53111', Country: 'Germany' },
      Birthday: '1980-03-21',
    },
  ]

  test('are read in all three versions, folded, encoded, one in another', async () => {
    expect(await cardsIn(three)).toEqual(expected)
  })

  test('are the same however the file is cut into pieces', async () => {
    for (const size of [1, 2, 7, 100]) expect(await cardsIn(three, size)).toEqual(expected)
  })
})

describe.skipIf(absent)(`cards of eighteen programs${because}`, () => {
  test('every one is read', async () => {
    const found: Record<string, string[]> = {}
    for (const name of readdirSync(at('vcards')).filter((each) => each.endsWith('.vcf'))) {
      const { rows, cell } = await read('vcards', name)
      expect(rows.filter(({ problem }) => problem)).toEqual([])
      found[name.replace('.vcf', '')] = rows.map((row) =>
        ['Full name', 'E-mail', 'Phone', 'Company', 'Town'].map((column) => cell(row, column)).join('|'),
      )
    }
    const names = (file: string) => found[file]!.map((row) => row.split('|')[0])
    expect(Object.values(found).map((all) => all.length)).toHaveLength(18)
    expect(found).toMatchObject({
      John_Doe_ANDROID: [
        ...['|john.doe@company.com|||', '|jane.doe@company.com|||', 'Ñ Ñ Ñ Ñ Ñ||123456789||'],
        ...[
          `${Array(11).fill('Ñ').join(' ')}||123456||`,
          expect.stringMatching(/^Ñ Ñ Ñ Ñ\|bob@company.com\|123456\|Ñ+\|$/),
        ],
        expect.stringMatching(/^ÑÑÑÑ\|henry@company.com\|55556666\|Ñ+\|$/),
      ],
      John_Doe_BLACK_BERRY: ['John Doe||+96123456789|Acme Solutions|'],
      John_Doe_EVOLUTION: ['Mr. John Richter, James Doe Sr.|john.doe@ibm.com|905-666-1234|IBM|Albaney'],
      John_Doe_IPHONE: ['Mr. John Richter James Doe Sr.|john.doe@ibm.com|905-555-1234|IBM|New York'],
      John_Doe_LOTUS_NOTES: ['Mr. Doe John I Johny|john.doe@ibm.com|+1 (212) 204-34456|IBM|New York'],
      John_Doe_MS_OUTLOOK: ['Mr. John Richter James Doe Sr.|john.doe@ibm.cm|(905) 555-1234|IBM|Albaney'],
      issue114: ['Dummy, Dummy|dummy.dummy@dummy.com|+49 1234 56789|Dummy GmbH|Bad Homburg'],
      'outlook-2003': ['John Doe III|jdoe@hotmail.com|BusinessPhone|Company, The|Austin'],
      'rfc6350-example': [
        'Simon Perreault|simon.perreault@viagenie.ca|+1-418-656-9254 ext. 102|Viagenie|Quebec',
      ],
    })
    expect(names('gmail-list')).toEqual(['Arnold Smith', 'Chris Beatle', 'Doug White'])
    expect(names('rfc2426-example')).toEqual(['Frank Dawson', 'Tim Howes'])
  })
})

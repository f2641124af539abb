import { expect, test } from 'vitest'
import type { ImportRecord } from '../own-fields.ts'
import { seen } from './shared-data.ts'

type Case = [string, Record<string, string>, ImportRecord, Record<string, string>]
const cases: Case[] = [
  ...(
    [
      [
        ...['Danish', 'Fornavn', 'Efternavn', 'E-mailadresse', 'Kontaktejer', 'Telefonnummer'],
        ...['Oprettelsesdato', 'Virksomhedsnavn', 'Stilling'],
      ],
      [
        ...['Finnish', 'Etunimi', 'Sukunimi', 'Sähköposti', 'Yhteyshenkilön omistaja', 'Puhelinnumero'],
        ...['Luontipäivä', 'Yrityksen nimi', 'Tehtävänimike'],
      ],
      [
        ...['Norwegian', 'Fornavn', 'Etternavn', 'E-post', 'Kontakteier', 'Telefonnummer'],
        ...['Opprettelsesdato', 'Firmanavn', 'Stillingstittel'],
      ],
      [
        ...['Swedish', 'Förnamn', 'Efternamn', 'E-post', 'Kontaktägare', 'Telefonnummer'],
        ...['Skapandedatum', 'Företagsnamn', 'Befattning'],
      ],
      [
        ...['Polish', 'Imię', 'Nazwisko', 'Adres e-mail', 'Właściciel kontaktu', 'Numer telefonu'],
        ...['Data utworzenia', 'Nazwa firmy', 'Stanowisko'],
      ],
      [
        ...['simplified Chinese', '名字', '姓氏', '电子邮件', '联系人所有者', '电话号码'],
        ...['创建日期', '公司名称', '职务'],
      ],
      [
        ...['traditional Chinese', '名字', '姓氏', '電子郵件', '聯絡人擁有者', '電話號碼'],
        ...['建立日期', '公司名稱', '職稱'],
      ],
    ] as [string, ...string[]][]
  ).map(([tongue, ...labels]): Case => {
    const fields = [
      'firstName',
      'lastName',
      'email',
      'owner',
      'phone',
      'createdAt',
      'companyName',
      'jobTitle',
    ]
    const cells = ['Ada', 'Byron', 'ada@firm.example', 'Sam', '030 1', '2026-01-02', 'Kabelwerk', 'Head']
    return [
      `people in ${tongue}`,
      Object.fromEntries(labels.map((label, n) => [label, cells[n]!])),
      'contacts',
      Object.fromEntries(labels.map((label, n) => [label, fields[n]!])),
    ]
  }),
  ...(
    [
      ['German', 'Betreff', 'Fällig am', 'Aufgabenstatus', 'Notizen', 'Zugewiesen an'],
      ['French', 'Objet', 'Date d’échéance', 'Statut', 'Commentaires', 'Assigné à'],
      ['Spanish', 'Asunto', 'Fecha de vencimiento', 'Estado', 'Notas', 'Asignado a'],
      ['Portuguese', 'Assunto', 'Data de vencimento', 'Status', 'Observações', 'Atribuído a'],
      ['Italian', 'Oggetto', 'Data di scadenza', 'Stato', 'Note', 'Assegnato a'],
      ['Dutch', 'Onderwerp', 'Vervaldatum', 'Taakstatus', 'Notities', 'Toegewezen aan'],
      ['Japanese', '件名', '期日', 'ステータス', 'メモ', '担当者'],
      ['Danish', 'Emne', 'Forfaldsdato', 'Status', 'Noter', 'Ejer'],
      ['Finnish', 'Aihe', 'Eräpäivä', 'Tila', 'Muistiinpanot', 'Omistaja'],
      ['Norwegian', 'Emne', 'Forfallsdato', 'Status', 'Notater', 'Eier'],
      ['Swedish', 'Ämne', 'Förfallodatum', 'Status', 'Anteckningar', 'Ägare'],
      ['Polish', 'Temat', 'Termin wykonania', 'Status', 'Notatki', 'Właściciel'],
      ['simplified Chinese', '主题', '截止日期', '状态', '备注', '负责人'],
      ['traditional Chinese', '主旨', '到期日', '狀態', '備註', '負責人'],
    ] as [string, ...string[]][]
  ).map(([tongue, ...labels]): Case => {
    const fields = ['subject', 'dueAt', 'status', 'text', 'owner']
    const cells = ['Send prices', '2027-02-01', 'NOT_STARTED', 'All of them', 'Sam']
    return [
      `tasks in ${tongue}`,
      Object.fromEntries(labels.map((label, n) => [label, cells[n]!])),
      'activities',
      Object.fromEntries(labels.map((label, n) => [label, fields[n]!])),
    ]
  }),
  ...(
    [
      ['Danish', 'Dealnavn', 'Dealfase', 'Beløb', 'Lukkedato', 'Branche'],
      ['Finnish', 'Kaupan nimi', 'Kaupan vaihe', 'Summa', 'Sulkemispäivä', 'Toimiala'],
      ['Norwegian', 'Avtalenavn', 'Avtalefase', 'Beløp', 'Lukkedato', 'Bransje'],
      ['Swedish', 'Affärsnamn', 'Affärsfas', 'Belopp', 'Stängningsdatum', 'Bransch'],
      ['Polish', 'Nazwa transakcji', 'Etap transakcji', 'Kwota', 'Data zamknięcia', 'Branża'],
      ['simplified Chinese', '交易名称', '交易阶段', '金额', '结束日期', '行业'],
      ['traditional Chinese', '交易名稱', '交易階段', '金額', '結束日期', '產業'],
    ] as [string, ...string[]][]
  ).flatMap(([tongue, name, stage, amount, closed, sector]): Case[] => [
    [
      `deals in ${tongue}`,
      { [name!]: 'Pumps', [stage!]: 'Offer', [amount!]: '1200', [closed!]: '2026-05-01' },
      'deals',
      { [name!]: 'name', [stage!]: 'stage', [amount!]: 'amount', [closed!]: 'closedAt' },
    ],
    [
      `companies in ${tongue}`,
      { [sector!]: 'Metal', Website: 'kabelwerk.example', Name: 'Kabelwerk' },
      'companies',
      { [sector!]: 'sector', Website: 'domain', Name: 'name' },
    ],
  ]),
]

test.each(cases)('%s', async (_name, columns, record, places) => {
  const [, foundRecord, foundPlaces] = await seen(columns)
  const bare = Object.entries<string>(foundPlaces).map(([name, to]) => [name, to.replace(/^\w+:/, '')])
  expect([foundRecord, Object.fromEntries(bare)]).toEqual([record, places])
})

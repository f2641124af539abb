import { describe, expect, it } from 'vitest'
import { importingFirm } from '#platform/testing'

describe('files of other tools', async () => {
  const { w, bring, write, counted } = await importingFirm()
  const { contacts, companies, deals, timeline, consent, leads, handovers, audit } = w.owner.client
  const stages = ['Deal Stage', 'Prospect', 'Offer made']
  const rows = [
    `Record ID,First Name,Last Name,Email,Contact owner,Lifecycle Stage,Company name,Website,Industry,Deal Name,${stages[0]},Amount,Notes`,
    '51,Ada,Byron,ada@firm.example,Sam Seller,lead,Kabelwerk,kabelwerk.example,Metal,Pumps,Prospect,1200,Met at the fair',
    '52,Bea,Groß,bea@firm.example,sam@sellers.example,lead,Kabelwerk,kabelwerk.example,Metal,,,,',
    '53,Cara,Klein,cara@firm.example,Nobody Known,lead,,,,Valves,Offer made,99.50,',
  ]

  it('bring a person, their company, a deal and a note out of one row, with the owner by name or address', async () => {
    const sellers = await write('team.csv', 'Name,Email\nSam Seller,sam@sellers.example')
    await bring('members', sellers)
    const file = await write('hubspot.csv', rows.join('\n'))
    const brought = await bring('contacts', file)
    expect([counted(brought), brought.refusedRows]).toEqual([[3, 3, 0, 0, 0], []])
    expect(brought.unknown).toEqual([
      { field: 'owner', value: 'Nobody Known', near: null, rows: 1 },
      { field: 'deals.stage', value: 'Prospect', near: expect.any(String), rows: 1 },
      { field: 'deals.stage', value: 'Offer made', near: expect.any(String), rows: 1 },
    ])
    const [ada] = (await contacts.list({ q: 'ada@firm.example' })).rows
    expect(ada).toMatchObject({
      externalId: 'hubspot:51',
      company: { name: 'Kabelwerk' },
      owner: { name: 'Sam Seller' },
    })
    expect((await contacts.list({ q: 'bea@firm.example' })).rows).toMatchObject([
      { owner: { name: 'Sam Seller' } },
    ])
    expect((await companies.list({})).rows).toMatchObject([
      { name: 'Kabelwerk', domain: 'kabelwerk.example', sector: 'Metal' },
    ])
    const { rows: found } = await deals.list({})
    expect(found.map(({ name, oneOffMinor }) => [name, oneOffMinor]).sort()).toEqual([
      ['Pumps', 120_000],
      ['Valves', 9950],
    ])
    const told = (await timeline.list({ contactId: ada!.id })).rows
    expect(told).toMatchObject([{ kind: 'note', detail: 'Met at the fair' }, {}, {}].slice(0, told.length))
    await w.pump()
    expect([
      (await leads.list({})).rows,
      (await handovers.list({ box: 'open' })).rows,
      await w.letters(),
    ]).toEqual([[], [], []])
    expect(counted(await bring('contacts', file))).toEqual([3, 0, 0, 3, 0])
  })

  it('find by their numbers whom another file of the same tool brought in, also after they were somebody’s lead', async () => {
    const accounts = await write(
      'Accounts.csv',
      'ACCOUNTID,Account Name,Account Owner Id\n7,Südwerk,1\n8,Südwerk,1\n9,Nordwerk,1',
    )
    expect(counted(await bring('companies', accounts))).toEqual([3, 3, 0, 0, 0])
    const leadFile = await write(
      'Leads.csv',
      'LEADID,Last Name,Email,Lead Owner,Created Time\n7,Dahl,dahl@firm.example,Sam Seller,2021-01-02',
    )
    const people = await write(
      'Contacts.csv',
      'CONTACTID,Last Name,Email,Contact Owner Id,Account Id\n7,Ernst,ernst@firm.example,1,8\n40,Dahl,DAHL@firm.example,1,9\n41,Fix,fix@firm.example,1,1000',
    )
    expect(counted(await bring('contacts', leadFile))).toEqual([1, 1, 0, 0, 0])
    const brought = await bring('contacts', people)
    expect(counted(brought)).toEqual([3, 2, 1, 0, 0])
    expect(brought.unknown).toEqual([{ field: 'companyId', value: 'zoho-account:1000', near: null, rows: 1 }])
    const [ernst] = (await contacts.list({ q: 'ernst@firm.example' })).rows
    expect((await companies.get({ id: ernst!.company!.id })).externalId).toBe('zoho-account:8')
    const calls = await write(
      'Calls.csv',
      [
        'TASKID,Subject,Call Start Time,Call Owner,Call Owner Id,CONTACTID,LEADID,ACCOUNTID,POTENTIALID,Modified Time',
        '1,First talk,2021-04-15 23:03:00,Sam Seller,1,7,,,0,2021-05-01',
        '2,As a lead,2021-04-16 10:00:00,Sam Seller,1,,7,,0,2021-05-01',
        '3,As a contact,2021-04-17 10:00:00,Sam Seller,1,40,,,0,2021-05-01',
        '4,With the firm,2021-04-18 10:00:00,Sam Seller,1,,,9,0,2021-05-01',
        '5,With nobody,2021-04-19 10:00:00,Sam Seller,1,99,,,0,2021-05-01',
      ].join('\n'),
    )
    const called = await bring('activities', calls)
    expect(counted(called)).toEqual([5, 4, 0, 0, 1])
    expect(called.refusedRows).toMatchObject([
      { line: 6, reason: expect.stringContaining('Nobody is known here as “zoho-contact:99”') },
    ])
    const [dahl] = (await contacts.list({ q: 'dahl@firm.example' })).rows
    const told = (await timeline.list({ contactId: dahl!.id })).rows.filter(({ kind }) => kind === 'call')
    expect(told.map(({ text, detail, who }) => [text, detail, who])).toEqual([
      ['Call', 'As a contact', 'Sam Seller'],
      ['Call', 'As a lead', 'Sam Seller'],
    ])
    expect(told[0]!.at.toISOString()).toBe('2021-04-17T08:00:00.000Z')
    for (const [record, file] of [
      ['companies', accounts],
      ['contacts', leadFile],
      ['contacts', people],
      ['activities', calls],
    ] as const) {
      const again = await bring(record, file)
      expect([record, again.created, again.matched]).toEqual([record, 0, 0])
    }
    await audit.undo({ id: called.operationId })
    expect((await timeline.list({ contactId: dahl!.id })).rows.filter(({ kind }) => kind === 'call')).toEqual(
      [],
    )
    expect(counted(await bring('activities', calls))).toEqual([5, 4, 0, 0, 1])
  })

  it('permit nothing by “subscribed”, object for who unsubscribed, and bar whose mail came back', async () => {
    const list = await write(
      'audience.csv',
      [
        'Email Address,First Name,MEMBER_RATING,OPTIN_TIME,UNSUB_TIME,CLEAN_TIME',
        'in@list.example,Ina,2,2020-01-01 10:00:00,,',
        'out@list.example,Otto,2,2020-01-01 10:00:00,2024-01-01 10:00:00,',
        'back@list.example,Bodo,2,2020-01-01 10:00:00,,2024-01-01 10:00:00',
      ].join('\n'),
    )
    const brought = await bring('contacts', list)
    expect([counted(brought), brought.barred]).toEqual([[3, 3, 0, 0, 0], 1])
    const said = async (q: string) => {
      const [person] = (await contacts.list({ q })).rows
      const { permissions } = await consent.get({ contactId: person!.id })
      return permissions.map((it) => `${it.channel} ${it.topic} ${it.state}`)
    }
    expect(await said('in@list.example')).toEqual([])
    expect(await said('out@list.example')).toEqual(['email * objected'])
    expect(await said('back@list.example')).toEqual(['email * barred'])
    const words = await write(
      'status.csv',
      'Email Address,Member_Rating,Status\nx@list.example,2,Subscribed\ny@list.example,2,Unsubscribed\nz@list.example,2,Cleaned',
    )
    expect((await bring('contacts', words)).barred).toBe(1)
    expect([
      await said('x@list.example'),
      await said('y@list.example'),
      await said('z@list.example'),
    ]).toEqual([[], ['email * objected'], ['email * barred']])
    expect(counted(await bring('contacts', words))).toEqual([3, 0, 0, 3, 0])
  })

  it('end without the lines that a report puts under its table', async () => {
    const report = await write(
      'report.csv',
      [
        '"Account Name","Opportunity Name","Opportunity Owner","Stage","Close Date","Amount","Probability (%)"',
        '"Nordwerk","Drills","Sam Seller","Closed Won","5/13/2021","1,200.00","100"',
        '',
        '"Grand Totals (1 records)"',
        '',
        '"Open deals of the north"',
        '"Copyright (c) 2000-2021 salesforce.com, inc. All rights reserved."',
        '"Confidential Information - Do Not Distribute"',
        '"Generated By: Sam Seller 5/14/2021 3:15 PM"',
        '"Kabelwerk"',
      ].join('\n'),
    )
    const brought = await bring('deals', report)
    expect([counted(brought), brought.refusedRows]).toEqual([[1, 1, 0, 0, 0], []])
    expect(counted(await bring('deals', report))).toEqual([1, 0, 0, 1, 0])
  })

  it('as business cards, whose numbers are found again', async () => {
    const card = (n: string) =>
      `BEGIN:VCARD\r\nVERSION:3.0\r\nUID:${n}\r\nFN:Gero ${n}\r\nN:${n};Gero;;;\r\nORG:Westwerk\r\nNOTE:Likes\\nlong letters\r\nCATEGORIES:Fair,Partner\r\nEND:VCARD\r\n`
    const file = await write('cards.vcf', card('One') + card('Two'))
    expect(counted(await bring('contacts', file))).toEqual([2, 2, 0, 0, 0])
    const [one] = (await contacts.list({ q: 'Gero One' })).rows
    expect(one).toMatchObject({
      externalId: 'vcard:One',
      company: { name: 'Westwerk' },
      tags: ['Fair', 'Partner'],
    })
    expect((await timeline.notes({ contactId: one!.id })).rows).toMatchObject([
      { body: 'Likes\nlong letters' },
    ])
    expect(counted(await bring('contacts', file))).toEqual([2, 0, 0, 2, 0])
  })
})

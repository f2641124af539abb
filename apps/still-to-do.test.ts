import { describe, expect, it } from 'vitest'
import { importingScreen, sendFile, table, world } from '#platform/testing'

/** What tools write of calls, meetings and tasks: what is open becomes a task, what was done history. */
describe('activities of other tools', async () => {
  const w = await world()
  const { transfer, tasks, timeline, audit, members } = w.owner.client
  const { run, csv, done, person, counted, reasons } = importingScreen(w)
  const me = (await members.list()).rows[0]!.name
  const team = await sendFile(
    w.owner.client,
    'team.csv',
    table('Name,Email', 'Sam Seller,sam@sellers.example'),
    'members',
  )
  await run()
  await done(team)
  const sam = (await members.list()).rows.find(({ name }) => name === 'Sam Seller')!.id

  const bring = async (name: string, lines: string[], policy?: 'overwrite') => {
    const id = await sendFile(w.owner.client, name, table(...lines), 'activities')
    await run()
    const { mapping } = await transfer.get({ id })
    if (policy) await transfer.change({ id, mapping: { ...mapping!, policy } })
    return done(id)
  }
  const open = async (contactId: string) =>
    (await tasks.list({ contactId, box: 'open' })).rows.map(({ title, dueOn, owner }) => [
      title,
      dueOn,
      owner.name,
    ])
  const past = async (contactId: string) =>
    (await timeline.list({ contactId })).rows
      .filter(({ kind }) => ['call', 'meeting', 'task', 'note', 'mail'].includes(kind))
      .map(({ kind, detail, at }) => [kind, detail, at.toISOString().slice(0, 10)])
  const people = (of: string) =>
    csv(`${of}.csv`, 'Contact ID,Name,Email', `${of}:7,Ada ${of},ada@${of}.example`)

  const pipedrive = [
    'Activity - ID,Activity - Subject,Activity - Type,Activity - Due date,Activity - Due time,Activity - Done,Activity - Marked as done time,Activity - Assigned to user,Activity - Contact person,Activity - Note',
    '1,Ask about the offer,Call,2027-03-04,14:30,To do,,Sam Seller,Ada pipedrive,She wants two',
    '2,Send the drawing,Task,2026-01-10,,To do,,Gone Colleague,Ada pipedrive,',
    '3,First talk,Call,2026-01-05,,Done,2026-01-06 10:00:00,Sam Seller,Ada pipedrive,Went well',
    '4,Tidy the list,Task,2027-03-05,,To do,,Sam Seller,,',
    '5,Visit,Meeting,2027-03-06,,To do,,Sam Seller,Nobody Known,',
  ]

  it('Pipedrive: by “Done”, with the time of day, the mapped owner or who imports; a task may be about nobody', async () => {
    await people('pipedrive')
    const ada = await person('ada@pipedrive.example')
    const first = await bring('pipedrive.csv', pipedrive)
    expect([first.recognised!.tool!.name, counted(first), first.counts.tasks]).toEqual([
      'Pipedrive',
      [5, 4, 0, 0, 1],
      3,
    ])
    expect(await reasons(first.id)).toEqual([
      [6, expect.stringContaining('Nobody is known here as “Nobody Known”')],
    ])
    expect(await open(ada)).toEqual([
      ['Send the drawing', '2026-01-10', me],
      ['Ask about the offer', '2027-03-04', 'Sam Seller'],
    ])
    const [, ask] = (await tasks.list({ contactId: ada, box: 'open' })).rows
    expect(ask).toMatchObject({ body: 'She wants two', timed: true })
    expect(ask!.dueAt!.toISOString()).toBe('2027-03-04T13:30:00.000Z')
    expect((await tasks.list({ ownerId: sam, box: 'open' })).rows.map(({ title }) => title)).toContain(
      'Tidy the list',
    )
    expect(await past(ada)).toEqual([['call', 'First talk\nWent well', '2026-01-06']])
    expect(counted(await bring('pipedrive.csv', pipedrive))).toEqual([5, 0, 0, 4, 1])
    await w.pump()
    expect(await w.letters()).toEqual([])
  })

  it('a later file finishes a task or moves it where it shall win, and never opens what was done here', async () => {
    const ada = await person('ada@pipedrive.example')
    const later = [
      pipedrive[0]!,
      '1,Ask about the offer,Call,2027-04-01,14:30,To do,,Sam Seller,Ada pipedrive,She wants two',
      '2,Send the drawing,Task,2026-01-10,,Done,2026-01-12 09:00:00,Gone Colleague,Ada pipedrive,',
    ]
    expect(counted(await bring('later.csv', later))).toEqual([2, 0, 0, 2, 0])
    const won = await bring('later.csv', later, 'overwrite')
    expect(counted(won)).toEqual([2, 0, 2, 0, 0])
    expect(await open(ada)).toEqual([['Ask about the offer', '2027-04-01', 'Sam Seller']])
    const [sent] = (await tasks.list({ contactId: ada, box: 'done' })).rows
    expect([sent!.title, sent!.doneAt!.toISOString()]).toEqual([
      'Send the drawing',
      '2026-01-12T08:00:00.000Z',
    ])
    expect(counted(await bring('pipedrive.csv', pipedrive, 'overwrite'))).toEqual([5, 0, 1, 3, 1])
    expect((await tasks.list({ contactId: ada, box: 'done' })).rows).toHaveLength(1)
  })

  it('HubSpot: by the status of tasks and the outcome of meetings, under its labels and internal names', async () => {
    await people('hubspot')
    const ada = await person('ada@hubspot.example')
    const labels = await bring('tasks.csv', [
      'Record ID,Task Title,Task Status,Task Type,Due date,Task notes,Assigned to,Associated Contact IDs,Completed at',
      '1,Send prices,NOT_STARTED,TODO,2027-02-01 08:00,All of them,Sam Seller,7,',
      '2,Ring back,COMPLETED,CALL,2026-01-02 08:00,,Sam Seller,7,2026-01-03 09:00',
      '3,Think it over,WAITING,TODO,,,Sam Seller,7,',
    ])
    expect([labels.recognised!.tool!.name, counted(labels), labels.counts.tasks]).toEqual([
      'HubSpot',
      [3, 3, 0, 0, 0],
      2,
    ])
    const internal = await bring('meetings.csv', [
      'hs_object_id,hs_meeting_title,hs_meeting_outcome,hs_meeting_start_time,hs_meeting_body,hubspot_owner_id,associated contact ids',
      '11,Demo,SCHEDULED,2027-02-02 09:00,,Sam Seller,7',
      '12,First demo,COMPLETED,2026-01-04 09:00,Liked it,Sam Seller,7',
      '13,Second demo,NO_SHOW,2026-01-05 09:00,,Sam Seller,7',
    ])
    expect([counted(internal), internal.counts.tasks]).toEqual([[3, 3, 0, 0, 0], 1])
    expect(await open(ada)).toEqual([
      ['Send prices', '2027-02-01', 'Sam Seller'],
      ['Demo', '2027-02-02', 'Sam Seller'],
      ['Think it over', null, 'Sam Seller'],
    ])
    expect(await past(ada)).toEqual([
      ['meeting', 'Second demo\nNO_SHOW', '2026-01-05'],
      ['meeting', 'First demo\nLiked it', '2026-01-04'],
      ['call', 'Ring back', '2026-01-03'],
    ])
  })

  it('Salesforce: Data Loader by “IsClosed”, events by their day, and a report', async () => {
    await people('salesforce')
    const ada = await person('ada@salesforce.example')
    const loaded = await bring('Task.csv', [
      'ID,WHOID,WHATID,SUBJECT,ACTIVITYDATE,STATUS,ISCLOSED,OWNERID,DESCRIPTION,SYSTEMMODSTAMP,LASTMODIFIEDBYID',
      '00T1,7,,Send contract,2027-05-01,On the desk,false,005A,Two copies,2026-01-01T00:00:00.000Z,005A',
      '00T2,7,,Call,2026-01-07,Talked,true,005A,,2026-01-01T00:00:00.000Z,005A',
    ])
    expect([loaded.recognised!.tool!.name, counted(loaded), loaded.counts.tasks]).toEqual([
      'Salesforce (Data Loader)',
      [2, 2, 0, 0, 0],
      1,
    ])
    const events = await bring('Event.csv', [
      'ID,WHOID,SUBJECT,STARTDATETIME,OWNERID,SYSTEMMODSTAMP,LASTMODIFIEDBYID',
      '00U1,7,Workshop,2027-05-02T08:00:00.000Z,005A,2026-01-01T00:00:00.000Z,005A',
      '00U2,7,Kick-off,2026-01-08T08:00:00.000Z,005A,2026-01-01T00:00:00.000Z,005A',
    ])
    expect([counted(events), events.counts.tasks]).toEqual([[2, 2, 0, 0, 0], 1])
    const report = [
      'Subject,Date,Assigned,Status,Priority,Company / Account,Contact,Full Comments',
      'Follow up,5/13/2027,Sam Seller,Not Started,Normal,,Ada salesforce,Ask twice',
      'Followed up,1/9/2026,Sam Seller,Completed,Normal,,Ada salesforce,',
    ]
    const told = await bring('report.csv', report)
    expect([told.recognised!.tool!.name, counted(told), told.counts.tasks]).toEqual([
      'Salesforce (a report)',
      [2, 2, 0, 0, 0],
      1,
    ])
    expect(await open(ada)).toEqual([
      ['Send contract', '2027-05-01', me],
      ['Workshop', '2027-05-02', me],
      ['Follow up', '2027-05-13', 'Sam Seller'],
    ])
    expect((await past(ada)).map(([, detail, at]) => [detail, at])).toEqual([
      ['Followed up', '2026-01-09'],
      ['Kick-off', '2026-01-08'],
      ['Call', '2026-01-07'],
    ])
    // Without a number a row is known by what it says, also once it is done.
    const finished = report.map((line) => line.replace('Not Started', 'Completed'))
    expect(counted(await bring('report.csv', finished, 'overwrite'))).toEqual([2, 0, 1, 1, 0])
    expect(await open(ada)).toHaveLength(2)
  })

  it('Zoho: by the status of tasks; taken back the tasks go with the rest, but for what was done since', async () => {
    await people('zoho')
    const ada = await person('ada@zoho.example')
    const it = await bring('Tasks.csv', [
      'Record Id,Task Owner,Subject,Created Time,Due Date,Status,Contact Name.id,Closed Time,Modified Time',
      '1,Sam Seller,Prepare,2026-01-02 10:00:00,2027-06-01,Not Started,7,,2026-01-02 10:00:00',
      '2,Sam Seller,Wait for them,2026-01-02 10:00:00,2026-01-03,Deferred,7,,2026-01-02 10:00:00',
      '3,Sam Seller,Printed,2026-01-02 10:00:00,2026-01-03,Completed,7,2026-01-04 10:00:00,2026-01-04 10:00:00',
    ])
    expect([it.recognised!.tool!.name, counted(it), it.counts.tasks]).toEqual(['Zoho', [3, 3, 0, 0, 0], 2])
    expect(await open(ada)).toEqual([
      ['Wait for them', '2026-01-03', 'Sam Seller'],
      ['Prepare', '2027-06-01', 'Sam Seller'],
    ])
    expect(await past(ada)).toEqual([['task', 'Printed', '2026-01-04']])
    const [waiting] = (await tasks.list({ contactId: ada, box: 'open' })).rows
    await tasks.complete({ id: waiting!.id })
    await transfer.undo({ id: it.id })
    await run()
    expect(await transfer.get({ id: it.id })).toMatchObject({ state: 'undone', stayed: 1 })
    expect((await transfer.stayed({ id: it.id })).rows).toMatchObject([
      { table: 'task', record: 'contact', name: 'Ada zoho', by: me, values: [{ label: 'Done at' }, {}] },
    ])
    expect([await open(ada), await past(ada)]).toEqual([[], []])
    expect((await audit.list({ limit: 1 })).rows[0]!.label).toBe('Took back the import of Tasks.csv')
  })
})

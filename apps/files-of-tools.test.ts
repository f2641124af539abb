import { describe, expect, it } from 'vitest'
import { archive, importingScreen, sendFile, table, world } from '#platform/testing'

const pdf = (text: string) => Buffer.from(`%PDF-1.7\n${text}`)

describe('a ZIP', async () => {
  const w = await world()
  const { transfer, companies, deals, files, timeline } = w.owner.client
  const { run, read, done, bring, counted, reasons, namesOf, bytesOf, csv, person } = importingScreen(w)

  it('of Salesforce brings attachments and files, also those that are only linked, each with who has its number', async () => {
    await csv('Account.csv', 'Id,Name,IsDeleted,OwnerId,CreatedById', '001A,Werk AG,0,,')
    await csv(
      'Contact.csv',
      'Id,AccountId,LastName,Email,IsDeleted,OwnerId,CreatedById',
      '003A,001A,Ader,ader@werk.example,0,,',
    )
    await csv(
      'Opportunity.csv',
      'Id,AccountId,Name,StageName,Amount,IsDeleted,CloseDate,CreatedById',
      '006A,001A,Forty pumps,Prospecting,1200,0,2030-01-01,',
    )
    const entries = [
      { name: 'Account.csv', bytes: table('Id,ParentId,Name', '001A,,Werk AG') },
      {
        name: 'Attachment.csv',
        bytes: table(
          'Id,IsDeleted,ParentId,Name,ContentType,BodyLength,OwnerId,CreatedDate,Description',
          '00P1,0,003A,Offer.pdf,application/pdf,20,,2021-03-04T10:00:00.000Z,As they asked',
          '00P2,0,001A,Terms.docx,application/msword,20,,2021-03-05T10:00:00.000Z,',
          '00P3,0,500Z,Of a case.pdf,application/pdf,20,,2021-03-06T10:00:00.000Z,',
          '00P4,0,003A,Lost.pdf,application/pdf,20,,2021-03-06T10:00:00.000Z,',
        ),
      },
      // A document is a packed folder too: what lies stored in the archive says nothing of what the archive is.
      {
        ...{ name: 'Attachments/00P2', stored: true },
        bytes: archive([
          { name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') },
          { name: 'word/document.xml', bytes: Buffer.from('<w/>') },
        ]),
      },
      { name: 'Attachments/00P1', bytes: pdf('offer') },
      { name: 'Attachments/00P3', bytes: pdf('case') },
      {
        name: 'ContentVersion.csv',
        bytes: table(
          'Id,ContentDocumentId,Title,PathOnClient,FirstPublishLocationId,IsLatest',
          '0681,0691,Plan,C:\\Users\\x\\Plan.pdf,006A,1',
          '0682,0692,Photo,Photo.pdf,005U,1',
        ),
      },
      { name: 'ContentVersion/0681', bytes: pdf('plan') },
      { name: 'ContentVersion/0682', bytes: pdf('photo') },
      {
        name: 'ContentDocumentLink.csv',
        bytes: table('Id,LinkedEntityId,ContentDocumentId', '06A1,005U,0692', '06A2,003A,0692'),
      },
    ]
    const id = await read(entries, 'WE_1.ZIP')
    const seen = await transfer.get({ id })
    expect(seen).toMatchObject({
      ...{ state: 'read', record: 'files' },
      recognised: {
        tool: { name: 'Salesforce (Data Loader)', because: 'It holds Attachment.csv, ContentVersion.csv.' },
        writtenAs: 'ZIP of files with Attachment.csv and ContentVersion.csv',
        rows: 6,
      },
    })
    expect(seen.mapping!.columns.ParentId).toMatchObject({ to: 'number', prefix: 'salesforce:' })
    const brought = await done(id)
    expect([brought.problem, counted(brought)]).toEqual([null, [6, 4, 0, 0, 2]])
    expect(await reasons(id)).toEqual([
      [4, expect.stringContaining('Nobody is known here as “salesforce:500Z”')],
      [5, 'No file of the ZIP is called “00P4” or “Lost.pdf”, or more than one is.'],
    ])
    const contactId = await person('ader@werk.example')
    const [company] = (await companies.list({ q: 'Werk AG' })).rows
    const [deal] = (await deals.list({})).rows
    expect(await namesOf({ contactId })).toEqual(['Offer.pdf', 'Photo.pdf'])
    expect(await namesOf({ companyId: company!.id })).toEqual(['Terms.docx'])
    expect(await namesOf({ dealId: deal!.id })).toEqual(['Plan.pdf'])
    const offer = (await files.list({ contactId })).rows.find(({ name }) => name === 'Offer.pdf')!
    expect(offer).toMatchObject({ type: 'application/pdf', addedAt: new Date('2021-03-04T10:00:00.000Z') })
    expect(await bytesOf(offer.id)).toBe('%PDF-1.7\noffer')
    expect((await timeline.list({ contactId })).rows).toContainEqual(
      expect.objectContaining({
        detail: 'As they asked',
        files: [expect.objectContaining({ id: offer.id })],
      }),
    )
    expect(counted(await bring(entries))).toEqual([6, 0, 0, 4, 2])
    // A document that stands by its number in the refused rows can be mended there.
    expect(await (await transfer.refusedFile({ id })).text()).toContain('00P4,0,003A,Lost.pdf')
  })

  it('of Zoho brings files by the number of the attachment, however its file is called', async () => {
    await csv(
      'Leads.csv',
      'Record Id,Lead Owner.id,Lead Owner,Last Name,Email,Created Time',
      'zcrm_11,,,Zorn,zorn@zoho.example,2021-01-01 10:00:00',
    )
    const entries = [
      {
        name: 'Data/Attachments_001.csv',
        bytes: table(
          'Attachment Id,File Name,Parent Id,Created Time,Size',
          'zcrm_91,Brief.pdf,zcrm_11,2022-02-03 10:00:00,9',
          'zcrm_92,Bild.pdf,zcrm_11,2022-02-03 10:00:00,9',
          'zcrm_93,Karte.pdf,zcrm_11,2022-02-03 10:00:00,9',
        ),
      },
      { name: 'Attachments/zcrm_91', bytes: pdf('brief') },
      { name: 'Attachments/92_Bild.pdf', bytes: pdf('bild') },
      { name: 'Attachments/Karte.pdf', bytes: pdf('karte') },
    ]
    const id = await read(entries)
    expect((await transfer.get({ id })).recognised!.tool!.name).toBe('Zoho')
    expect([counted(await done(id)), await reasons(id)]).toEqual([[3, 3, 0, 0, 0], []])
    expect(await namesOf({ contactId: await person('zorn@zoho.example') })).toEqual([
      ...['Bild.pdf', 'Brief.pdf', 'Karte.pdf'],
    ])
    expect(counted(await bring(entries))).toEqual([3, 0, 0, 3, 0])
  })

  it('without a table, or that is none of files, is told in words', async () => {
    const problemOf = async (bytes: Uint8Array, name = 'x.zip', record?: 'files') => {
      const id = await sendFile(w.owner.client, name, bytes, record)
      await run()
      const it = await transfer.get({ id })
      return it.problem ?? it.recognised?.note
    }
    const note = { name: 'note.txt', bytes: Buffer.from('x') }
    expect(await problemOf(archive([note]))).toContain('This ZIP has no table that says whose its files are.')
    expect(await problemOf(archive([note, { name: 'a.csv', bytes: table('Name,Size', 'a,1') }]))).toContain(
      'This ZIP has no table',
    )
    const whole = archive([{ name: 'files.csv', bytes: table('File,E-mail', 'a.txt,a@own.example') }, note])
    expect(await problemOf(whole.subarray(0, whole.length - 30))).toContain(
      'This is a zip archive that is damaged',
    )
    const relation = (target: string, type: string) =>
      Buffer.from(
        `<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`,
      )
    const workbook = archive([
      { name: '_rels/.rels', bytes: relation('xl/workbook.xml', 'officeDocument') },
      {
        name: 'xl/workbook.xml',
        bytes: Buffer.from('<workbook xmlns:r="r"><sheets><sheet name="S" r:id="r"/></sheets></workbook>'),
      },
      { name: 'xl/_rels/workbook.xml.rels', bytes: relation('worksheets/sheet1.xml', 'worksheet') },
      {
        name: 'xl/worksheets/sheet1.xml',
        bytes: Buffer.from(
          '<worksheet><sheetData><row><c t="inlineStr"><is><t>Email</t></is></c></row></sheetData></worksheet>',
        ),
      },
    ])
    expect(await problemOf(workbook)).toBe(
      '“x.zip” is an Excel workbook, whatever its name says, and is read as one.',
    )
    expect(await problemOf(table('File,E-mail', 'a,b@own.example'), 'files.csv', 'files')).toBe(
      'Files come in a ZIP, together with a table that says whose they are.',
    )
  })
})

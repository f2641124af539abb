import { describe, expect, it } from 'vitest'
import { importingFirm, sendFile } from '#platform/testing'
import { undo } from '#workspace/audit'
import { refusedFile } from '#workspace/transfer'

describe('bringing people in', async () => {
  const { w, bring, write, counted } = await importingFirm()
  const { contacts, leads, consent, companies, audit, fields, handovers } = w.owner.client
  const people = [
    'E-Mail;Vorname;Nachname;Firma;Telefon;Do Not Email;Größe',
    'a@firm.example;Ärne;Müller;Kabelwerk Süd;030 901820;No;12',
    'b@firm.example;Bea;"Groß;Mann";kabelwerk sud;;Yes;',
    'not an address;Cara;Falsch;;;;',
    'A@firm.example;Ärne;Müller;;;;14',
  ].join('\r\n')

  it('rehearses without changing anything, then does exactly that', async () => {
    const file = await write('people.csv', people)
    const rehearsed = await bring('contacts', file, { dryRun: true })
    expect(counted(rehearsed)).toEqual([4, 2, 0, 1, 1])
    expect((await contacts.list({})).rows).toEqual([])
    expect((await companies.list({})).rows).toEqual([])
    expect((await fields.list({ record: 'contact' })).rows).toEqual([])
    const brought = await bring('contacts', file)
    expect(counted(brought)).toEqual(counted(rehearsed))
    expect(brought.refusedRows).toMatchObject([{ line: 4, reason: expect.stringContaining('“E-Mail”') }])
  })

  it('has them as they stand in the file, in one company however it is written, and as history', async () => {
    const { rows } = await contacts.list({ sort: 'name', direction: 'asc' })
    expect(rows).toMatchObject([
      { name: 'Ärne Müller', phone: '030 901820', company: { name: 'Kabelwerk Süd' }, createdVia: 'import' },
      { name: 'Bea Groß;Mann', company: { name: 'Kabelwerk Süd' }, stage: 'person' },
    ])
    expect(Object.values(rows[0]!.custom)).toEqual([12])
    await w.pump()
    expect((await leads.list({})).rows).toEqual([])
    expect((await handovers.list({ box: 'open' })).rows).toEqual([])
    expect(await w.letters()).toEqual([])
    const { permissions } = await consent.get({ contactId: rows[1]!.id })
    expect(permissions).toMatchObject([{ channel: 'email', topic: '*', state: 'objected' }])
    expect((await consent.get({ contactId: rows[0]!.id })).permissions).toEqual([])
    expect((await contacts.list({ q: 'muller' })).rows).toHaveLength(1)
  })

  it('refuses a row for a cell that its own field does not take, with line and reason', async () => {
    await fields.create({ record: 'contact', label: 'Fair', type: 'choice', choices: ['Hall 1', 'Hall 2'] })
    for (const [label, type] of [
      ['Shop', 'url'],
      ['Fax', 'phone'],
    ] as const)
      await fields.create({ record: 'contact', label, type })
    await fields.create({
      record: 'contact',
      label: 'Plate',
      type: 'text',
      rules: { pattern: '[A-Z]{2}\\d+' },
    })
    await fields.create({ record: 'contact', label: 'Born', type: 'date', rules: { days: 'past' } })
    const head = 'Email,Fair,Shop,Fax,Plate,Born'
    const rows = [
      'x@own.example,Hall 3,,,,',
      'y@own.example,,no page,,,',
      'z@own.example,,,none,,',
      'p@own.example,,,,1DE,',
      'b@own.example,,,,,2999-12-31',
      'v@own.example,hall 1,v.example,030 901820,DE1,1970-01-31',
    ]
    const field = (label: string) => ({
      to: null,
      field: { label, type: 'text' as const, choices: [], role: 'plain' as const, roleReason: null },
      empty: [],
    })
    const brought = await bring('contacts', await write('own.csv', [head, ...rows].join('\n')), {
      mapping: {
        policy: 'fill',
        columns: {
          Email: { to: 'email', field: null, empty: [] },
          Fair: field('Fair'),
          Shop: field('Shop'),
          Fax: field('Fax'),
          Plate: field('Plate'),
          Born: field('Born'),
        },
      },
    })
    expect(brought.refusedRows.map(({ line, reason }) => [line, reason])).toEqual([
      [2, '“Fair”: “Hall 3” is not one of: Hall 1, Hall 2.'],
      [3, '“Shop”: “no page” is not a web address such as https://example.com.'],
      [4, '“Fax”: “none” is not a phone number.'],
      [5, '“Plate”: “1DE” is not a text of the form [A-Z]{2}\\d+.'],
      [6, '“Born”: “2999-12-31” is not a day in the past, or today.'],
    ])
    const [person] = (await contacts.list({ q: 'v@own.example' })).rows
    expect(person!.custom).toEqual({
      ...{ fair: 'Hall 1', shop: 'https://v.example', fax: '+49 30 901820' },
      ...{ plate: 'DE1', born: '1970-01-31' },
    })
    await audit.undo({ id: brought.operationId })
  })

  it('knows a column that names several in a cell, and changes nothing by its own export, retired ones too', async () => {
    const cells = ['Tea;Milk', 'Milk', 'Tea', 'Tea; Milk', 'Wine', 'Milk;Wine', 'Wine', 'Tea']
    const rows = cells.map((cell, n) => `"l${n}@likes.example","${cell}"`)
    const brought = await bring('contacts', await write('likes.csv', ['Email,Likes', ...rows].join('\n')))
    expect(counted(brought)).toEqual([8, 8, 0, 0, 0])
    const likes = (await fields.list({ record: 'contact' })).rows.find((it) => it.label === 'Likes')!
    expect(likes).toMatchObject({ type: 'choices', choices: ['Tea', 'Wine', 'Milk'] })
    const [first] = (await contacts.list({ q: 'l0@likes.example' })).rows
    expect(first!.custom).toEqual({ likes: ['Tea', 'Milk'] })
    await fields.update({ id: likes.id, choices: ['Milk', 'Wine'] })
    const where = {
      match: 'all' as const,
      items: [{ field: 'custom.likes', operator: 'not_empty' as const, value: null }],
    }
    const out = await (await contacts.export({ filter: where, columns: ['email', 'custom.likes'] })).text()
    const mapping = {
      policy: 'overwrite' as const,
      columns: {
        'E-mail': { to: 'email', field: null, empty: [] },
        Likes: {
          to: null,
          field: {
            label: 'Likes',
            type: 'text' as const,
            choices: [],
            role: 'plain' as const,
            roleReason: null,
          },
          empty: [],
        },
      },
    }
    expect(counted(await bring('contacts', await write('again.csv', out), { mapping }))).toEqual([
      8, 0, 0, 8, 0,
    ])
    expect((await contacts.get({ id: first!.id })).custom).toEqual({ likes: ['Tea', 'Milk'] })
    await audit.undo({ id: brought.operationId })
  })

  it('changes nothing the second time, and only what is empty unless the file shall win', async () => {
    const file = await write('people.csv', people)
    expect(counted(await bring('contacts', file))).toEqual([4, 0, 0, 3, 1])
    const newer = await write('newer.csv', 'Email,City,Phone\na@firm.example,Bonn,0170 1\n')
    expect(counted(await bring('contacts', newer))).toEqual([1, 0, 1, 0, 0])
    const [person] = (await contacts.list({ q: 'a@firm.example' })).rows
    expect(person).toMatchObject({ city: 'Bonn', phone: '030 901820' })
    const columns = {
      Email: { to: 'email', field: null, empty: [] },
      Phone: { to: 'phone', field: null, empty: [], policy: 'overwrite' as const },
    }
    await bring('contacts', newer, { mapping: { policy: 'keep', columns } })
    expect(await contacts.get({ id: person!.id })).toMatchObject({ phone: '0170 1' })
  })

  it('gives the refused rows back as a file that comes in once it is mended', async () => {
    const { header, refusedRows } = await bring('contacts', await write('people.csv', people))
    const again = await (await refusedFile('refused.csv', header, refusedRows)).text()
    expect(again).toContain('Cara')
    const mended = await write('mended.csv', again.replace('not an address', 'c@firm.example'))
    expect(counted(await bring('contacts', mended))).toEqual([1, 1, 0, 0, 0])
  })

  it('is undone as a whole, but for what somebody has changed since', async () => {
    const file = await write(
      'undone.csv',
      'Contact ID,Email,Name\n1,x@firm.example,Xaver\n2,y@firm.example,Yara\n',
    )
    const { operationId } = await bring('contacts', file)
    const [yara] = (await contacts.list({ q: 'y@firm.example' })).rows
    await contacts.update({ id: yara!.id, city: 'Köln' })
    const { conflicts } = await audit.undo({ id: operationId })
    expect(conflicts).toMatchObject([{ table: 'contact', rowId: yara!.id }])
    expect((await contacts.list({ q: 'x@firm.example' })).rows).toEqual([])
    expect((await contacts.list({ q: 'y@firm.example' })).rows).toHaveLength(1)
    expect(counted(await bring('contacts', file))).toEqual([2, 1, 0, 1, 0])
    const [redo] = (await audit.list({})).rows.filter((row) => row.undoes === operationId)
    // Xaver came in anew under his number: the deleted one stays deleted.
    expect(await audit.undo({ id: redo!.id })).toMatchObject({
      restored: 0,
      conflicts: [{ table: 'contact' }],
    })
    expect((await contacts.list({ q: 'x@firm.example' })).rows).toHaveLength(1)
  })

  it('is taken back and put back in the log by those alone who may bring such a file in now', async () => {
    const bringAs = async ({ client }: { client: typeof w.owner.client }, kind: 'members' | 'contacts') => {
      const text = `Name,Email\nSelma Seller,selma.${kind}@firm.example\n`
      const id = await sendFile(client, 'some.csv', new TextEncoder().encode(text), kind)
      await w.tick('imports')
      await client.transfer.start({ id })
      await w.tick('imports')
      return {
        id,
        operation: (await audit.list({})).rows.find(({ label }) => label === 'Imported some.csv')!,
      }
    }
    const reason = (code: string) => ({ data: { reason: code } })
    const manager = await w.member('sales_manager')
    const sellers = await bringAs(w.owner, 'members')
    const byManager = (id: string) => manager.client.audit.undo({ id })
    await expect(byManager(sellers.operation.id)).rejects.toMatchObject(reason('not_permitted'))
    const { operationId: back } = await audit.undo({ id: sellers.operation.id })
    expect(await w.owner.client.transfer.get({ id: sellers.id })).toMatchObject({ state: 'undone' })
    const [kept] = await w.sql<{ state: string }>('select state from import where id = $1', [sellers.id])
    expect(kept!.state).toBe('undone') // or a paused one could be let go on
    await expect(byManager(back)).rejects.toMatchObject(reason('not_permitted'))
    expect(await audit.undo({ id: back })).toMatchObject({ restored: 1 })

    const mara = await w.member('marketer')
    const people = await bringAs(mara, 'contacts')
    // What Mara did in the browser is hers in the log; here she speaks with a key.
    await w.sql('update operation set actor = $1 where id = $2', [`key:${mara.id}`, people.operation.id])
    await w.owner.client.members.update({ id: mara.id, role: 'sales_rep' })
    const byMara = () => mara.client.audit.undo({ id: people.operation.id })
    await expect(byMara()).rejects.toMatchObject(reason('not_permitted'))
    await w.owner.client.members.update({ id: mara.id, role: 'marketer', visibility: 'own' })
    await expect(byMara()).rejects.toMatchObject(reason('sees_a_part'))
    await w.inside((db) =>
      db.updateTable('import').set({ state: 'applying' }).where('id', '=', people.id).execute(),
    )
    await expect(audit.undo({ id: people.operation.id })).rejects.toMatchObject(reason('not_now'))
    await w.inside((db) =>
      db.updateTable('import').set({ state: 'paused' }).where('id', '=', people.id).execute(),
    )
    expect(await byManager(people.operation.id)).toMatchObject({
      restored: expect.any(Number),
      conflicts: [],
    })
    // What the command line brought in may be of any record.
    const { operationId } = await bring(
      'contacts',
      await write('cli.csv', 'Email,Name\nz@firm.example,Zoe\n'),
    )
    await expect(byManager(operationId)).rejects.toMatchObject(reason('not_permitted'))
    expect((await audit.undo({ id: operationId })).conflicts).toEqual([])
  })

  it('does not come back where others have the numbers of many', async () => {
    const file = await write('many.csv', `Contact ID,Name\n${[1, 2, 3].map((n) => `T${n},Tom\n`).join('')}`)
    const { operationId } = await bring('contacts', file)
    await audit.undo({ id: operationId })
    await bring('contacts', file)
    const [redo] = (await audit.list({})).rows.filter((row) => row.undoes === operationId)
    const most = (n: number) => w.inside((db) => undo(db, redo!.id, operationId, [], w.clock.now(), n))
    await expect(most(2)).rejects.toMatchObject({ data: { reason: 'number_taken' } })
    expect(await most(3)).toMatchObject({ restored: 0, conflicts: { length: 3 } })
  })

  it('says what is wrong with a file, and brings nothing of it in', async () => {
    const zip = await write('photo.csv', '\u0089PNG\r\n\u001a\n')
    await expect(bring('contacts', zip)).rejects.toThrow()
    const file = await write('columns.csv', 'Email\nz@firm.example\n')
    const columns = { Mail: { to: 'email', field: null, empty: [] } }
    await expect(bring('contacts', file, { mapping: { policy: 'fill', columns } })).rejects.toThrow(
      'The mapping names “Mail”, but the file has: Email.',
    )
    expect((await contacts.list({ q: 'z@firm.example' })).rows).toEqual([])
  })
})

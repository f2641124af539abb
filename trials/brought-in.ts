import { expect } from 'vitest'
import type { Installation } from './installation.ts'

/** What an import left behind, ids and times apart: people, firms, own fields, facts by time, consent, search, tags, change log. */
export async function broughtIn(sql: Installation['sql'], id: string) {
  const people = `select id, email, name, city, bars, company_id from contact where deleted_at is null`
  const rows = await sql<{ of: string; n: number; digest: string }>(
    `with people as (${people}), said (of, text) as (
       select 'people', concat_ws('|', p.email, p.name, p.city, p.bars, c.name)
         from people p left join company c on c.id = p.company_id
       union all select 'companies', name from company where deleted_at is null
       union all select 'tags', concat_ws('|', p.email, t.name) from contact_tag k join people p on p.id = k.contact_id
         join tag t on t.id = k.tag_id
       union all select 'own', concat_ws('|', p.email, d.label, v.text_value, v.number_value)
         from field_value v join field d on d.id = v.field_id join people p on p.id = v.record_id
       union all select 'facts', concat_ws('|', p.email, f.field, regexp_replace(f.value::text, '[0-9a-f]{8}-[0-9a-f-]{27}', 'id'), f.until is null)
         from fact_version f join people p on p.id = f.contact_id
       union all select 'consent', concat_ws('|', p.email, c.channel, c.topic, c.basis, c.state, c.address_key)
         from consent c join identity i on i.subject_id = c.subject_id join people p on p.id = i.contact_id
       union all select 'followed', concat_ws('|', p.email, r.record) from changed_record r join people p on p.id = r.record_id
       union all select 'search', concat_ws('|', s.record, s.title, s.subtitle, s.words) from search_entry s
         where s.id in (select id from people) or s.id in (select id from company where deleted_at is null)
       union all select 'changes', concat_ws('|', c.table_name, c.before is null, c.after is null)
         from change c where c.operation_id = (select operation_id from import where id = $1)
     ) select of, count(*)::int as n, md5(string_agg(text, E'\\n' order by text)) as digest from said group by of order by of`,
    [id],
  )
  expect(rows.map(({ of }) => of)).toContain('changes')
  return rows
}

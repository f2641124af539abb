import { implement } from '@orpc/server'
import { decodeCursor, type Entry, encodeCursor, guard, invalid } from '#platform/http'
import { trackingContract } from './contract.ts'
import { siteOf } from './hit.ts'
import { makeSiteLink, siteLinksOf } from './joining.ts'
import { scriptVersion } from './script.ts'
import { findWebsite, programsSeen, saveWebsite, seenLately } from './store.ts'

const os = implement(trackingContract).$context<Entry>().use(guard)

export const tracking = os.router({
  get: os.get.handler(async ({ context: { db, now, publicUrl } }) => {
    const website = await findWebsite(db)
    return {
      on: website !== null && website.offAt === null,
      sites: website?.sites ?? [],
      snippet: website && snippet(publicUrl, website.key, await scriptVersion()),
      seen: await seenLately(db, now),
    }
  }),
  programs: os.programs.handler(async ({ context: { db }, input: { cursor, limit } }) => {
    const [before = null] = cursor ? decodeCursor(cursor, 'uuid') : []
    const found = await programsSeen(db, { before, limit: limit + 1 })
    const last = found[limit - 1]
    return {
      rows: found.slice(0, limit),
      next: found.length > limit && last ? encodeCursor([last.id]) : null,
    }
  }),
  save: os.save.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const sites = input.sites.map((text) => {
      const site = siteOf(text)
      if (site) return site
      throw invalid('no_site', `“${text}” is not a web address. Write it as firm.example.`, {
        fields: { sites: 'Write it as firm.example' },
      })
    })
    if (input.on && sites.length === 0)
      throw invalid('no_site', 'Name the site on which it shall work.', { fields: { sites: 'Name a site' } })
    await saveWebsite(db, actor.workspaceId, { on: input.on, sites: [...new Set(sites)] }, now)
    return { operationId }
  }),
  link: os.link.handler(async ({ context: { db, now }, input }) =>
    makeSiteLink(db, { contactId: input.id, url: input.url }, now),
  ),
  links: os.links.handler(async ({ context: { db }, input }) => siteLinksOf(db, input.id)),
})

/** What stands in each page: calls before the script is there wait for it. */
const snippet = (publicUrl: string, key: string, version: string) =>
  `<script>window.baton=window.baton||function(){(baton.q=baton.q||[]).push(arguments)}</script>
<script async src="${publicUrl}/-/baton.js?v=${version}" data-key="${key}"></script>`

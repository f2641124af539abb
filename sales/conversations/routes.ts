import { implement } from '@orpc/server'
import { accountOf, taggedAddress } from '#mail/accounts'
import { type Entry, guard } from '#platform/http'
import { conversationsContract } from './contract.ts'
import { logTokenOf, saveSignature, signatureOf } from './own.ts'
import { countConversations, findFile, listConversations, showConversation } from './shown.ts'
import { findConversation } from './store.ts'
import { adoptSender, ignoreMail, listUnmatched, putBack } from './unmatched.ts'
import { beforeWriting, takeMailBack, trustAddress, writeMail } from './writing.ts'

const os = implement(conversationsContract).$context<Entry>().use(guard)

export const conversations = os.router({
  list: os.list.handler(({ context: { db, actor }, input }) =>
    listConversations(db, { ...input, memberId: actor.memberId }),
  ),
  counts: os.counts.handler(({ context: { db, actor } }) => countConversations(db, actor.memberId)),
  get: os.get.handler(({ context: { db, now }, input }) => showConversation(db, input, now)),
  before: os.before.handler(({ context, input }) => beforeWriting(context, input)),
  write: os.write.handler(async ({ context, input }) => ({
    ...(await writeMail(context, input)),
    operationId: context.operationId,
  })),
  takeBack: os.takeBack.handler(({ context, input }) => takeMailBack(context, input.id)),
  see: os.see.handler(async ({ context: { db, now, operationId }, input }) => {
    await findConversation(db, input.id)
    await db.updateTable('conversation').set({ seen_at: now }).where('id', '=', input.id).execute()
    return { operationId }
  }),
  trust: os.trust.handler(async ({ context, input }) => {
    await trustAddress(context, input.contactId)
    return { operationId: context.operationId }
  }),
  unmatched: os.unmatched.handler(({ context }) => listUnmatched(context)),
  adopt: os.adopt.handler(async ({ context, input }) => ({
    ...(await adoptSender(context, input)),
    operationId: context.operationId,
  })),
  ignore: os.ignore.handler(async ({ context, input }) => {
    await ignoreMail(context, input.id)
    return { operationId: context.operationId }
  }),
  putBack: os.putBack.handler(async ({ context, input }) => {
    await putBack(context, input.id)
    return { operationId: context.operationId }
  }),
  file: os.file.handler(async ({ context: { db }, input }) => {
    const { name, bytes } = await findFile(db, input.id)
    // Whatever it says to be: a browser is to save it, never to show or run it.
    return new File([new Uint8Array(bytes)], name, { type: 'application/octet-stream' })
  }),
  own: os.own.handler(async ({ context: { db, actor } }) => {
    const signature = await signatureOf(db, actor.memberId)
    const token = await logTokenOf(db, actor.memberId)
    // Whoever knows it can file.
    const mayFile = actor.permissions.has('conversations.write')
    const inbound = mayFile ? (await accountOf(db))?.inbound_address : null
    return { signature, logAddress: inbound ? taggedAddress(inbound, { kind: 'log', token }) : null }
  }),
  sign: os.sign.handler(async ({ context: { db, actor, operationId }, input }) => {
    await saveSignature(db, actor.memberId, input.signature)
    return { operationId }
  }),
})

import hoodiecrow from 'hoodiecrow-imap'
import { afterAll } from 'vitest'
import { freePort } from '#platform/ports'

export type TestMailbox = Awaited<ReturnType<typeof mailbox>>

/** A mailbox behind a real IMAP server on this machine, closed after the test file; user `info`, password `secret`. */
export async function mailbox() {
  const server = hoodiecrow({
    plugins: ['ID', 'UIDPLUS', 'LITERALPLUS', 'NAMESPACE', 'UNSELECT'],
    users: { info: { password: 'secret' } },
    storage: { INBOX: {} },
  })
  const port = await freePort()
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  afterAll(() => new Promise<void>((done) => server.close(done)))
  return {
    port,
    /** Puts a mail into it, as a mail server would. */
    deliver: (raw: string) => server.appendMessage('INBOX', [], undefined, raw.replaceAll(/\r?\n/g, '\r\n')),
    /** Takes the last mail out of it, as somebody who reads it elsewhere. */
    takeOut: () => server.getMailbox('INBOX').messages.pop(),
    /** Numbers it anew, as after a restore: every mail has another UID of another time. */
    renumber: () => {
      const box = server.getMailbox('INBOX')
      box.uidvalidity += 1
      for (const [at, message] of box.messages.entries()) message.uid = at + 1
      box.uidnext = box.messages.length + 1
    },
  }
}

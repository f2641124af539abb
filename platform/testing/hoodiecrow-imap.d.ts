declare module 'hoodiecrow-imap' {
  type Box = { uidvalidity: number; uidnext: number; messages: { raw: string; uid: number }[] }
  type Server = {
    listen(port: number, host: string, done: () => void): void
    close(done: () => void): void
    appendMessage(box: string, flags: string[], date: Date | undefined, raw: string): void
    getMailbox(box: string): Box
    server: { address(): { port: number } }
  }
  export default function hoodiecrow(options: {
    plugins: string[]
    users: Record<string, { password: string }>
    storage: Record<string, object>
  }): Server
}

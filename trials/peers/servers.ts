import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { freePort } from '#platform/ports'

export type MailServers = {
  smtpUrl: string
  imapPort: number
  /** What both wrote into their logs, for when something fails. */
  logs: () => Promise<string>
  stop: () => Promise<void>
}

const programs = ['/usr/sbin/postfix', '/usr/sbin/dovecot', '/usr/lib/dovecot/lmtp']

/** Installs Debian's own mail servers where they are absent; needs to be root. Neither is started by that. */
function install(): void {
  if (programs.every((program) => existsSync(program))) return
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = (command: string, args: string[], input?: string) =>
    execFileSync(command, args, { env, stdio: ['pipe', 'ignore', 'inherit'], ...(input && { input }) })
  run('apt-get', ['update', '-qq'])
  run('apt-get', ['install', '-qq', '--no-install-recommends', 'debconf'])
  run('debconf-set-selections', [], 'postfix postfix/main_mailer_type select No configuration\n')
  run('apt-get', [
    ...['install', '-qq', '-y', '--no-install-recommends'],
    ...['postfix', 'dovecot-core', 'dovecot-imapd', 'dovecot-lmtpd'],
  ])
}

const idOf = (flag: '-u' | '-g', user: string) => Number(execFileSync('id', [flag, user]).toString())

/** Postfix that hands mail to Dovecot's LMTP, both on free ports of this machine with a folder of their own. */
export async function startMailServers(mailboxes: Record<string, string>): Promise<MailServers> {
  install()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-peers-'))
  await chmod(folder, 0o755) // both step down to users of their own
  const ports = { smtp: await freePort(), imap: await freePort(), lmtp: await freePort() }
  const dovecot = await startDovecot(folder, ports, mailboxes)
  const stopPostfix = await startPostfix(folder, ports, Object.keys(mailboxes))
  for (const port of Object.values(ports)) await answering(port)
  return {
    smtpUrl: `smtp://127.0.0.1:${ports.smtp}`,
    imapPort: ports.imap,
    logs: async () =>
      (
        await Promise.all(
          ['postfix.log', 'dovecot.log'].map((name) =>
            readFile(path.join(folder, name), 'utf8').catch(() => ''),
          ),
        )
      ).join('\n'),
    stop: async () => {
      stopPostfix()
      dovecot.kill('SIGTERM')
      await once(dovecot, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type Ports = { smtp: number; imap: number; lmtp: number }

async function startDovecot(folder: string, ports: Ports, mailboxes: Record<string, string>) {
  const [uid, gid] = [idOf('-u', 'mail'), idOf('-g', 'mail')]
  const mail = path.join(folder, 'mail')
  await mkdir(mail)
  await chown(mail, uid, gid)
  const users = Object.entries(mailboxes).map(
    ([address, password]) => `${address}:{PLAIN}${password}:${uid}:${gid}::${mail}/${address}::`,
  )
  await writeFile(path.join(folder, 'users'), `${users.join('\n')}\n`)
  const config = path.join(folder, 'dovecot.conf')
  await writeFile(
    config,
    `protocols = imap lmtp
listen = 127.0.0.1
base_dir = ${folder}/run
log_path = ${folder}/dovecot.log
ssl = no
disable_plaintext_auth = no
recipient_delimiter = +
first_valid_uid = 1
mail_location = maildir:${mail}/%u
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = passwd-file
  args = ${folder}/users
}
service imap-login {
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${ports.lmtp}
  }
}
`,
  )
  return spawn('/usr/sbin/dovecot', ['-F', '-c', config], { stdio: ['ignore', 'ignore', 'inherit'] })
}

async function startPostfix(folder: string, ports: Ports, addresses: string[]): Promise<() => void> {
  const config = path.join(folder, 'postfix')
  const [queue, data] = [path.join(folder, 'queue'), path.join(folder, 'data')]
  for (const made of [config, queue, data]) await mkdir(made)
  await chown(data, idOf('-u', 'postfix'), idOf('-g', 'postfix'))
  const domains = [...new Set(addresses.map((address) => address.split('@')[1]))]
  await writeFile(
    path.join(config, 'main.cf'),
    `compatibility_level = 3.6
queue_directory = ${queue}
data_directory = ${data}
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file_prefixes = ${folder}
maillog_file = ${folder}/postfix.log
myhostname = mx.firm.test
mydestination =
inet_interfaces = loopback-only
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
# A stranger's server takes a mail first and finds out later that nobody is there: then it sends it back.
smtpd_reject_unlisted_recipient = no
recipient_delimiter = +
virtual_mailbox_domains = ${domains.join(', ')}
virtual_transport = lmtp:inet:127.0.0.1:${ports.lmtp}
smtpd_tls_security_level = none
alias_maps =
alias_database =
`,
  )
  const service = (line: string) => line.trim().split(/\s+/).join(' ')
  await writeFile(
    path.join(config, 'master.cf'),
    [
      `127.0.0.1:${ports.smtp} inet n - n - - smtpd`,
      ...['pickup unix n - n 60 1 pickup', 'cleanup unix n - n - 0 cleanup', 'qmgr unix n - n 300 1 qmgr'],
      ...['rewrite unix - - n - - trivial-rewrite', 'bounce unix - - n - 0 bounce'],
      ...['defer unix - - n - 0 bounce', 'trace unix - - n - 0 bounce', 'flush unix n - n 1000? 0 flush'],
      ...['proxymap unix - - n - - proxymap', 'smtp unix - - n - - smtp', 'lmtp unix - - n - - lmtp'],
      ...['error unix - - n - - error', 'retry unix - - n - - error', 'anvil unix - - n - 1 anvil'],
      ...['scache unix - - n - 1 scache', 'postlog unix-dgram n - n - 1 postlogd'],
    ]
      .map(service)
      .join('\n'),
  )
  const postfix = (act: string) =>
    execFileSync('/usr/sbin/postfix', ['-c', config, act], { stdio: ['ignore', 'ignore', 'pipe'] })
  postfix('start')
  return () => postfix('stop')
}

/** Waits until somebody answers at a port. */
async function answering(port: number): Promise<void> {
  for (let tries = 0; ; tries++) {
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      return
    } catch (error) {
      if (tries > 100) throw error
      await new Promise((done) => setTimeout(done, 100))
    } finally {
      socket.destroy()
    }
  }
}

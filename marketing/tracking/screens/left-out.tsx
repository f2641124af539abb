import { CopyButton } from '#ui/pieces'
import { Section } from '#ui/record'
import css from './website.module.css'

/** Links by which a colleague’s own browser is left out of what is counted: its script keeps a mark there and says so. */
export function LeftOut({ sites }: { sites: readonly string[] }) {
  const links = sites.flatMap((site) => [
    { site, says: 'Don’t count this browser', href: linkTo(site, 'off') },
    { site, says: 'Count it again', href: linkTo(site, 'on') },
  ])
  return (
    <Section title="Your own visits">
      <p className={css.dim}>
        Open your site by this link in each browser that you use yourself and say yes: from then on nothing of
        it is told. Each web address has its own, so follow it with <code>?baton=off</code> behind others of
        yours, as www or shop. A form under a colleague’s address is a test anyway.
      </p>
      <ul className={css.list}>
        {links.map(({ site, says, href }) => (
          <li key={href}>
            <a href={href} target="_blank" rel="noreferrer">
              {says} on <span dir="ltr">{site}</span>
            </a>
            <CopyButton value={href} label={`Copy the link: ${says} on ${site}`} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

const linkTo = (site: string, baton: 'off' | 'on') => `${location.protocol}//${site}/?baton=${baton}`

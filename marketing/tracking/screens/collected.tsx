import { Section } from '#ui/record'
import css from './website.module.css'

/** What is collected, in words that can be copied into a privacy notice. */
export function Collected() {
  return (
    <Section title="What is collected">
      <ul className={css.words}>
        <li>
          <strong>Of everybody:</strong> which page was read and when, its title, the page that led there, and
          campaign words in its address. No other part of an address, no IP address, no name of the browser.
        </li>
        <li>
          <strong>Without a cookie:</strong> for one day a visitor is known by a hash of address and browser.
          What it is made with is deleted with the day, so that nobody can make it again. It is joined with
          nobody.
        </li>
        <li>
          <strong>After they agreed:</strong> their browser keeps a random number, and click ids of
          advertisements are kept as well. What this browser reads stands on the person’s timeline once they
          send a form for the first time, or open a link that was mailed to them alone. Two people at one
          browser are never made one.
        </li>
        <li>
          <strong>Of who asks not to be followed</strong> (Do Not Track, Global Privacy Control), and of
          browsers that are left out: nothing.
        </li>
        <li>
          <strong>Of programs:</strong> what they did, the name they go by and what gave them away, for 30
          days. It feeds no score.
        </li>
      </ul>
    </Section>
  )
}

import { Page, Slot } from '#ui/shell'
import css from './web.module.css'

/** What now? Each slice answers with its own panel, in one column. */
export default function Home() {
  return (
    <Page title="Home">
      <div className={css.home}>
        <Slot name="home" />
      </div>
    </Page>
  )
}

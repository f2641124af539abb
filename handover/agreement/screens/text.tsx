import type { AgreementShown } from '../contract.ts'
import css from './agreement.module.css'

/** The agreement as people read it; what would change stands out, with what holds now below it. */
export function Text({ articles }: { articles: AgreementShown['articles'] }) {
  return (
    <div className={css.version}>
      {articles.map(({ title, lines }) => (
        <section key={title} className={css.article}>
          <h3>{title}</h3>
          <dl>
            {lines.map(({ what, says, before }, at) => (
              <div key={at} data-changed={before !== null || undefined}>
                <dt dir="auto">{what}</dt>
                <dd dir="auto">
                  {says ?? 'no more'}
                  {before && (
                    <small>
                      now: <del style={{ display: 'inline' }}>{before}</del>
                    </small>
                  )}
                  {before === '' && <small>new</small>}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}

export const changesIn = (articles: AgreementShown['articles']): number =>
  articles.reduce((sum, { lines }) => sum + lines.filter(({ before }) => before !== null).length, 0)

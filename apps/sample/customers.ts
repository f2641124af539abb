import { DateTime } from 'luxon'
import type { Seller } from './cast.ts'
import { chanceOf } from './chance.ts'
import type { Troupe } from './founding.ts'
import type { Stage } from './stage.ts'
import { promises } from './words.ts'

type Sold = { id: string; name: string; seller: Seller }
type Sale = Sold & { keeper: Seller }

const zone = 'Europe/Berlin'

/** What is said with a sale, and what becomes of it: who looks after the customer takes over and keeps most promises. */
export function afterSales({ stage, troupe, seed }: { stage: Stage; troupe: Troupe; seed: number }) {
  const chanceFor = (sold: Sold, what: string) => chanceOf(seed, what, sold.name, sold.seller)
  const inDays = (days: number) => {
    const at = DateTime.fromJSDate(stage.clock.now(), { zone }).plus({ days })
    return at.weekday > 5 ? at.plus({ days: 8 - at.weekday }) : at
  }
  const onboarding = async ({ id }: Sold, by: Seller) => {
    const api = troupe[by].client.onboarding
    return { api, found: (await api.list({ dealId: id })).rows[0] }
  }

  const takeOver = async (sale: Sale, mayAsk: boolean): Promise<void> => {
    const { api, found } = await onboarding(sale, sale.keeper)
    if (found?.state !== 'offered') return
    const chance = chanceFor(sale, 'taking over')
    const n = chance.between(0, 1)
    if (!mayAsk || !chance.happens(0.25)) return void (await api.accept({ dealId: sale.id }))
    await api.ask({ dealId: sale.id, question: promises.questions[n]! })
    const answer = async () => {
      const seller = await onboarding(sale, sale.seller)
      if (seller.found?.state !== 'sent_back') return
      await seller.api.answer({ dealId: sale.id, answer: promises.answers[n]! })
      stage.at(inDays(1).toJSDate(), () => takeOver(sale, false), sale.keeper)
    }
    stage.at(inDays(1).toJSDate(), answer, sale.seller)
  }

  const keepOne = async (sale: Sale, text: string) => {
    const { api, found } = await onboarding(sale, sale.keeper)
    const promise = found?.promises.find((it) => it.text === text)
    if (found?.may.edit && promise && !promise.doneAt) await api.editPromise({ id: promise.id, done: true })
  }

  return {
    /** What is promised with it; nothing is said of some. What is to follow is put on the stage. */
    promised: (sold: Sold) => {
      const chance = chanceFor(sold, 'promised')
      if (!chance.happens(0.6)) return undefined
      const others = (['quick', 'slow'] as const).filter((key) => key !== sold.seller)
      const gives = sold.seller !== 'contractor' && chance.happens(0.5)
      const sale: Sale = { ...sold, keeper: gives ? chance.oneOf(others) : sold.seller }
      const first = chance.between(0, promises.texts.length - 1)
      const texts = Array.from(
        { length: chance.between(1, 3) },
        (_, n) => promises.texts[(first + n) % promises.texts.length]!,
      )
      const made = texts.map((text, n) => ({ text, due: inDays(6 + n * 9 + chance.between(0, 8)) }))
      if (gives) stage.at(inDays(chance.between(1, 3)).toJSDate(), () => takeOver(sale, true), sale.keeper)
      for (const { text, due } of made) {
        const late = chance.weighed({ no: 7, little: 2, never: 1 })
        if (late === 'never') continue
        stage.at(
          due.plus({ days: late === 'no' ? -1 : 5 }).toJSDate(),
          () => keepOne(sale, text),
          sale.keeper,
        )
      }
      return {
        words: chance.oneOf(promises.words),
        promises: made.map(({ text, due }) => ({ text, dueOn: due.toISODate()! })),
        ...(gives && { ownerId: troupe[sale.keeper].id }),
      }
    },
  }
}

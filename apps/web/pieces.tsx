import { Page, useUrl } from '#ui/shell'
import { BoardDemo } from './pieces/board-demo.tsx'
import { FormDemo } from './pieces/form-demo.tsx'
import { ListDemo } from './pieces/list-demo.tsx'
import { NumberDemo } from './pieces/number-demo.tsx'
import { RecordDemo } from './pieces/record-demo.tsx'
import { SmallDemo } from './pieces/small-demo.tsx'

const many = 10_000
const views = ['small', 'list', 'none', 'board', 'record', 'numbers', 'form']
const tabs = views.map((view) => ({ label: view, to: `/-/pieces?view=${view}` }))

/** Every piece with difficult data, for those who build screens; in no menu. */
export default function Pieces() {
  const [view] = useUrl('view', 'small')
  if (view === 'record')
    return (
      <Page title="Pieces" bare crumbs={[{ label: 'Pieces', to: '/-/pieces' }]}>
        <RecordDemo />
      </Page>
    )
  return (
    <Page title="Pieces" tabs={tabs} fill={view === 'list' || view === 'board' || view === 'none'}>
      {view === 'small' && <SmallDemo />}
      {view === 'list' && <ListDemo key="many" count={many} />}
      {view === 'none' && <ListDemo key="none" count={0} />}
      {view === 'board' && <BoardDemo count={many} />}
      {view === 'numbers' && <NumberDemo />}
      {view === 'form' && <FormDemo />}
    </Page>
  )
}

import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/marketing/forms',
    title: 'Forms',
    navArea: 'marketing',
    navLabel: 'Forms',
    order: 10,
    load: () => import('./screens/forms.tsx'),
  },
  {
    path: '/marketing/forms/$id',
    title: 'Form',
    navArea: 'marketing',
    load: () => import('./screens/form.tsx'),
  },
  {
    path: '/marketing/submissions',
    title: 'Submissions',
    navArea: 'marketing',
    navLabel: 'Submissions',
    order: 20,
    load: () => import('./screens/submissions.tsx'),
  },
]
const commands: Command[] = [
  { id: 'forms', label: 'Forms', group: 'Go to', to: '/marketing/forms' },
  {
    id: 'submissions',
    label: 'Submissions',
    group: 'Go to',
    words: 'inquiries',
    to: '/marketing/submissions',
  },
  { id: 'new-form', label: 'Make a form', group: 'Do', words: 'new form', to: '/marketing/forms?new=yes' },
]

export const screens: Screens = { routes, commands }

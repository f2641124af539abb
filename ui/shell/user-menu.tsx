import { type MantineColorScheme, Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSun, IconUser } from '@tabler/icons-react'
import { Face } from '#ui/pieces'
import type { Viewer } from './store.ts'
import { useGo } from './way.tsx'

/** A firm that the viewer works for. */
export type FirmChoice = { id: number; name: string; current: boolean }
type UserMenuProps = {
  viewer: Viewer | null
  onSignOut?: (() => void) | undefined
  onKeys: () => void
  account?: string | undefined
  /** Shown when there is more than one. */
  firms?: FirmChoice[] | undefined
  onFirm?: ((id: number) => void) | undefined
}

/** The viewer: their account, light or dark, the keys, the way out. */
export function UserMenu({ viewer, onSignOut, onKeys, account, firms = [], onFirm }: UserMenuProps) {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const go = useGo()
  const scheme = (value: 'auto' | 'light' | 'dark', label: string, icon: React.ReactNode) => (
    <Menu.RadioItem value={value} rightSection={icon}>
      {label}
    </Menu.RadioItem>
  )
  return (
    <Menu>
      <Menu.Target>
        <UnstyledButton
          aria-label={viewer ? `${viewer.name}, menu` : 'Menu'}
          style={{
            display: 'grid',
            placeItems: 'center',
            minWidth: 'var(--b-touch)',
            minHeight: 'var(--b-touch)',
            borderRadius: 99,
          }}
        >
          <Face name={viewer?.name ?? '?'} size={26} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {viewer && <Menu.Label>{viewer.email}</Menu.Label>}
        {account && (
          <Menu.Item leftSection={<IconUser size={16} />} onClick={() => go(account)}>
            Your account
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onKeys}>
          Keys
        </Menu.Item>
        {firms.length > 1 && onFirm && (
          <>
            <Menu.Divider />
            <Menu.Label>Firm</Menu.Label>
            <Menu.RadioGroup
              value={String(firms.find(({ current }) => current)?.id ?? '')}
              onChange={(id) => onFirm(Number(id))}
            >
              {firms.map(({ id, name }) => (
                <Menu.RadioItem key={id} value={String(id)}>
                  {name}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </>
        )}
        <Menu.Divider />
        <Menu.Label>Look</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(value as MantineColorScheme)}
        >
          {scheme('auto', 'As the device', <IconDeviceDesktop size={16} />)}
          {scheme('light', 'Light', <IconSun size={16} />)}
          {scheme('dark', 'Dark', <IconMoon size={16} />)}
        </Menu.RadioGroup>
        {onSignOut && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconLogout size={16} />} onClick={onSignOut}>
              Sign out
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

type BatonMarkProps = { size?: number | undefined; title?: string | undefined }

/** The product's mark: one baton, half coral, half teal, at the moment it passes. Shown wherever a lead crosses. */
export function BatonMark({ size = 20, title }: BatonMarkProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      role={title ? 'img' : 'presentation'}
      aria-hidden={title ? undefined : true}
      aria-label={title}
      style={{ flex: 'none' }}
    >
      <g transform="rotate(-45 16 16)" strokeLinecap="butt">
        <path d="M6.5 11.5H15v9H6.5a4.5 4.5 0 0 1 0-9Z" fill="var(--b-coral-bright)" />
        <path d="M17 11.5h8.500a4.500 4.500 0 0 1 0 9H17Z" fill="var(--b-teal-bright)" />
      </g>
    </svg>
  )
}

/** The mark with the name beside it. */
export function Wordmark({ size = 22 }: { size?: number | undefined }) {
  return (
    <span
      style={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 8,
        fontWeight: 600,
        letterSpacing: '-0.01em',
      }}
    >
      <BatonMark size={size} />
      Baton
    </span>
  )
}

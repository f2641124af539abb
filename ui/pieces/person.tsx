import css from './pieces.module.css'

const initialsOf = (name: string): string => {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  const first = [...(words[0] ?? '?')][0] ?? '?'
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}
const hueOf = (name: string) => [...name].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 360, 7)

type FaceProps = {
  name: string
  size?: number | undefined
  src?: string | undefined
  square?: boolean | undefined
}

/** A round picture or initials; `square` for companies. */
export function Face({ name, size = 24, src, square }: FaceProps) {
  const style = { width: size, height: size, fontSize: Math.round(size * 0.4), '--hue': hueOf(name) }
  return (
    <span className={css.face} data-square={square || undefined} style={style} aria-hidden>
      {src ? <img src={src} alt="" width={size} height={size} /> : initialsOf(name)}
    </span>
  )
}

type PersonProps = FaceProps & { sub?: string | undefined }

/** Somebody: face, name, and one line below. Names in any script keep their own direction. */
export function Person({ sub, ...face }: PersonProps) {
  return (
    <span className={css.person}>
      <Face {...face} />
      <span className="b-cut">
        <bdi>{face.name}</bdi>
        {sub && <small className="b-cut">{sub}</small>}
      </span>
    </span>
  )
}

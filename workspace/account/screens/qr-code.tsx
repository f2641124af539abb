import { create } from 'qrcode'
import css from './account.module.css'

const quietZone = 4

/** A QR code, dark on white in either scheme: cameras read it no other way. */
export function QrCode({ text }: { text: string }) {
  const { size, data } = create(text).modules
  const squares = [...data].flatMap((on, at) => (on ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : []))
  const side = size + 2 * quietZone
  return (
    <svg
      className={css.code}
      viewBox={`${-quietZone} ${-quietZone} ${side} ${side}`}
      role="img"
      aria-label="QR code with the text below"
      shapeRendering="crispEdges"
    >
      <rect x={-quietZone} y={-quietZone} width={side} height={side} fill="#fff" />
      <path d={squares.join('')} fill="#000" />
    </svg>
  )
}

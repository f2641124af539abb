import { describe, expect, it } from 'vitest'
import { cleanHtml } from './clean.ts'

describe('HTML of a stranger', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)><script>alert(1)</script></svg>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java\nscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<form action="https://evil.example"><input name=password></form>',
    '<style>@import url(https://evil.example/x.css)</style>',
    '<p style="background:url(https://evil.example/x.png)">x</p>',
    '<table background="https://evil.example/x.png"><tr><td>x</td></tr></table>',
    '<link rel=stylesheet href="https://evil.example/x.css"><base href="https://evil.example/">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<object data="https://evil.example"></object><embed src="https://evil.example">',
    '<video src="https://evil.example/x.mp4" poster="https://evil.example/x.png"></video>',
    '<img srcset="https://evil.example/x.png 2x">',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<div onclick=alert(1) id=x class=y>x</div>',
  ])('keeps nothing of %s that runs or loads', (html) => {
    const kept = cleanHtml(html)
    expect(kept).not.toMatch(
      /script|onerror|onload|onclick|style|srcset|poster|background|javascript|@import/i,
    )
    expect(kept.replaceAll(/data-away="[^"]*"/g, '')).not.toMatch(/\ssrc=|evil\.example/i)
  })
  it('keeps words, lists, tables and links, which open elsewhere', () => {
    expect(cleanHtml('<h1>Hi</h1><ul><li>one</li></ul><a href="https://a.example/?b=1">x</a>')).toBe(
      '<h1>Hi</h1><ul><li>one</li></ul><a href="https://a.example/?b=1" target="_blank" rel="noopener noreferrer nofollow">x</a>',
    )
  })
  it('only notes where a picture lies', () => {
    expect(cleanHtml('<img src="https://track.example/p.gif?u=1" alt="logo" width=1>')).toBe(
      '<img alt="logo" data-away="https://track.example/p.gif?u=1" />',
    )
  })
})

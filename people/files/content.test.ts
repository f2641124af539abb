import { describe, expect, it } from 'vitest'
import { contentOf, labelOf, nameOf, servedAs } from './content.ts'

const text = (it: string) => new TextEncoder().encode(it)
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.padEnd(128, '0'), 'hex'))
const png = bytes('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489')
const exe = bytes('4d5a90000300000004000000ffff')

describe('what a file is', () => {
  it.each([
    ['offer.pdf', text('%PDF-1.7\n'), 'application/pdf', null],
    ['OFFER.PDF', text('%PDF-1.7\n'), 'application/pdf', null],
    ['photo.png', png, 'image/png', null],
    ['photo', png, 'image/png', null],
    ['list.csv', text('Name;Ort\nMüller;Köln\n'), 'text/plain', null],
    ['old.txt', new Uint8Array(Buffer.from('Müller aus Böhe mit einem Alten', 'latin1')), 'text/plain', null],
    ['wide.txt', new Uint8Array([0xff, 0xfe, 0x48, 0, 0x69, 0]), 'text/plain', null],
    ['feed.kml', text('<?xml version="1.0"?><kml/>'), 'application/xml', null],
    ['notes.unheard-of', text('words'), 'text/plain', null],
    ['photo.png', text('words'), 'text/plain', 'odd'],
    ['invoice.pdf', exe, 'application/x-msdownload', 'program'],
    ['invoice.pdf', png, 'image/png', 'odd'],
    ['invoice.pdf', bytes('0102030405'), 'application/octet-stream', 'odd'],
    ['readme.txt', png, 'image/png', 'odd'],
    ['page.html', text('<!DOCTYPE html><script>alert(1)</script>'), 'text/html', 'page'],
    ['photo.png', text('  <html onload=x>'), 'text/html', 'page'],
    ['note.txt', text('<!-- x --><script>alert(1)</script>'), 'text/html', 'page'],
    ['logo.svg', text('<?xml version="1.0"?><svg onload="alert(1)"/>'), 'image/svg+xml', 'page'],
    ['logo.svg', text('<!-- a --><svg:svg xmlns:svg="x"/>'), 'image/svg+xml', 'page'],
    ['run.sh', text('#!/bin/sh\nrm -rf /'), 'text/plain', 'program'],
    ['plain', text('#!/usr/bin/env python'), 'text/plain', 'program'],
    ['a.lnk', text('x'), 'text/plain', 'program'],
  ] as const)('%s: %#', async (name, head, type, care) => {
    expect(await contentOf(name, head)).toEqual({ type, care })
  })

  it('is given out as what it is only where no browser does anything with it', () => {
    expect(servedAs({ type: 'application/pdf', care: null })).toBe('application/pdf')
    for (const type of ['text/html', 'image/svg+xml', 'application/xml', 'application/x-msdownload'])
      expect(servedAs({ type, care: null })).toBe('application/octet-stream')
    expect(servedAs({ type: 'image/png', care: 'odd' })).toBe('application/octet-stream')
  })

  it('is called in words', () => {
    expect(labelOf({ type: 'application/pdf', care: null })).toBe('PDF')
    expect(labelOf({ type: 'application/x-elf', care: 'program' })).toBe('Program')
    expect(labelOf({ type: 'application/x-unheard-of', care: null })).toBe('File')
  })
})

describe('the name of a file', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\Bo\\Angebot.pdf', 'Angebot.pdf'],
    ['..', 'File'],
    ['.htaccess', 'htaccess'],
    ['a/', 'File'],
    ['photo\u202egnp.exe', 'photognp.exe'],
    ['  u\u0308ber uns.pdf ', 'über uns.pdf'],
    ['عرض سعر.pdf', 'عرض سعر.pdf'],
    ['<img src=x onerror=alert(1)>.png', '<img src=x onerror=alert(1)>.png'],
  ])('%j becomes %j', (given, name) => {
    expect(nameOf(given)).toBe(name)
  })

  it('is cut before its ending, and through no sign', () => {
    const name = nameOf(`${'😀'.repeat(300)}.pdf`)
    expect([...name]).toHaveLength(200)
    expect(name).toMatch(/^(😀){195}….pdf$/u)
  })
})

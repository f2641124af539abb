import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const root = path.resolve(import.meta.dirname, 'apps/web')
const outDir = path.resolve(import.meta.dirname, 'dist/web')
const smallestWorthwhile = 1024

/** Writes `x.br` beside each text file, so that the server never compresses while somebody waits. */
const precompress = (): Plugin => ({
  name: 'precompress',
  apply: 'build',
  closeBundle() {
    for (const name of readdirSync(outDir, { recursive: true }) as string[]) {
      if (!/\.(js|css|html|svg|json)$/.test(name)) continue
      const text = readFileSync(path.join(outDir, name))
      if (text.length < smallestWorthwhile) continue
      const params = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: text.length }
      writeFileSync(path.join(outDir, `${name}.br`), brotliCompressSync(text, { params }))
    }
  },
})

export default defineConfig({
  root,
  plugins: [react(), precompress()],
  build: {
    outDir,
    emptyOutDir: true,
    sourcemap: false,
    target: 'es2022',
    // The content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // Nothing of ours does anything by being read: who asks a slice for its routes is not given its screens along with them.
      treeshake: {
        moduleSideEffects: [
          { test: /\.css$|[\\/](apps[\\/]web|node_modules)[\\/]/, sideEffects: true },
          { test: /\.tsx?$/, sideEffects: false },
        ],
      },
      input: {
        index: path.join(root, 'index.html'),
        // The one script of public forms, under a name that the public origin knows.
        form: path.resolve(import.meta.dirname, 'marketing/forms/page/solve.ts'),
        // What runs while no page is open; it may speak for no more than the folder it lies in.
        sw: path.join(root, 'sw.ts'),
        // The script for the firm's own site; it stands there as it is, so it must need no other file.
        baton: path.resolve(import.meta.dirname, 'marketing/tracking/page/tracker.ts'),
      },
      output: {
        entryFileNames: ({ name }) =>
          ['form', 'sw', 'baton'].includes(name) ? '[name].js' : 'assets/[name]-[hash].js',
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            {
              name: 'tanstack',
              test: /node_modules[\\/](@tanstack[\\/](react-router|router-core|history|react-store|store|react-query|query-core)|@orpc)[\\/]/,
            },
            // What most screens use, so that none of them asks for a hundred small files.
            { name: 'shared', minShareCount: 15 },
            { name: 'luxon', test: /node_modules[\\/]luxon/ },
            { name: 'icons', test: /node_modules[\\/]@tabler[\\/]icons/ },
          ],
        },
      },
    },
  },
})

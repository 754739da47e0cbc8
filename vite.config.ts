import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run dev:web` finds the API; with the browser's own host, since the server refuses foreign origins. */
const API = { target: `http://127.0.0.1:${process.env['PORT'] ?? 8080}`, changeOrigin: false, ws: true };

export default defineConfig({
  root: 'src/app/web',
  publicDir: 'public',
  plugins: [react()],
  build: {
    outDir: '../../../dist/web',
    emptyOutDir: true,
    // scripts/bundle-size.mjs counts from it
    manifest: true,
    target: 'es2022',
    // the page's policy forbids inline scripts and data: in places where it matters
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': API, '/healthz': API, '/readyz': API } },
});

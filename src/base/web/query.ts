import { QueryClient } from '@tanstack/react-query';
import { Problem } from './call.ts';

/** One cache of what the server said. Lists stay as they were while the fresh answer is on its way. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: true,
      // our own `away` asks the server; the browser's idea of "online" says nothing about it
      networkMode: 'always',
      retry: (count, error) => error instanceof Problem && (error.status === 0 || error.status >= 500) && count < 3,
      retryDelay: (attempt) => Math.min(1000 * 2 ** attempt, 8000),
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

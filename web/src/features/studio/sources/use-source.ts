import { useKept } from '../../../lib/kept/use-kept.ts';

/** What a piece of work starts from; outlives a change of page. */
export function useSource(operation: string): [string | null, (requestId: string) => void] {
  return useKept(`source.${operation}`, 'tab');
}

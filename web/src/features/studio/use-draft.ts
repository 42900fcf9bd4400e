import { useKept } from '../../lib/kept/use-kept.ts';

/** A text being written: outlives a change of page and a reload of the tab. */
export function useDraft(name: string): [string, (text: string) => void] {
  const [text, setText] = useKept(`draft.${name}`, 'tab');
  return [text ?? '', setText];
}

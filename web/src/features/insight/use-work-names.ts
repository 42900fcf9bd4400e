import { useCatalog } from '../../lib/data/use-catalog.ts';

export type WorkName = 'operation' | 'model' | 'provider';

/** Returns the names of operations, models and providers; those no longer sold are named by their id. */
export function useWorkNames(): (kind: WorkName, id: string) => string {
  const { published } = useCatalog();
  const operations = published?.catalog.operations ?? {};
  const models = Object.assign({}, ...Object.values(operations).map((one) => one.models)) as Record<
    string,
    { label: string } | undefined
  >;
  return (kind, id) => {
    switch (kind) {
      case 'operation':
        return operations[id]?.label ?? id;
      case 'model':
        return models[id]?.label ?? id;
      case 'provider':
        return published?.providerLabels?.[id] ?? id;
    }
  };
}

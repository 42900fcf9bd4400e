import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Splash } from './splash.tsx';

/** Leaves for another address, once: a redirect that depends on the current address would chase itself. */
export function Go({ to }: { to: string }) {
  const { history } = useRouter();
  // biome-ignore lint/correctness/useExhaustiveDependencies: where to was decided when the leaving began
  useEffect(() => history.replace(to), []);
  return <Splash />;
}

import type { ErrorComponentProps } from '@tanstack/react-router';
import { CrashScreen } from './crash-screen.tsx';

export function CrashPage({ error }: ErrorComponentProps) {
  return <CrashScreen error={error} />;
}

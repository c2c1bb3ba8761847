import { afterAll } from 'vitest';
import { refuseLeaks } from './leaks';

afterAll(refuseLeaks);

import { runDemo } from './demo';
import { printDemo } from './tables';

/** `npm run demo` */
void runDemo().then(printDemo);

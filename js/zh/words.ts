/** Numbers, counted things, times and lists, as Chinese writes them: by `Intl`. Chinese has one form for one and for many. */

const numbers = new Intl.NumberFormat("zh-CN");
const days = new Intl.DateTimeFormat("zh-CN", { day: "numeric", month: "long" });
const times = new Intl.DateTimeFormat("zh-CN", {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const seconds = new Intl.DateTimeFormat("zh-CN", { timeStyle: "medium", hourCycle: "h23" });
const lists = new Intl.ListFormat("zh-CN", { type: "conjunction" });

/** "1,204" */
export const number = (n: number | bigint): string => numbers.format(n);

/** "12:41", and with seconds. */
export const time = (at: number | Date): string => times.format(at);
export const timeWithSeconds = (at: number | Date): string => seconds.format(at);

/** "12:41", and of another day which. */
export function moment(at: number): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return isToday ? time(at) : `${days.format(at)} ${time(at)}`;
}

/** Of Dask's plots those that most people look at; the others are called as Dask calls them. */
const PLOTS: Readonly<Record<string, string>> = {
  "Task stream": "任务流",
  Progress: "进度",
  "Workers memory": "工作节点内存",
  Graph: "任务图",
  "Cluster memory": "集群内存",
  "Cluster map": "集群图",
  CPU: "CPU",
  Occupancy: "占用时间",
  Profile: "性能剖析",
  Workers: "工作节点",
};
/** A scheduler may call one "constructor". */
export const plot = (name: string): string =>
  (Object.hasOwn(PLOTS, name) ? PLOTS[name] : undefined) ?? name;

/** "a、b和c" */
export const list = (items: readonly string[]): string => lists.format(items);

export const workers = (n: number): string => `${number(n)} 个工作节点`;
export const clusters = (n: number): string => `${number(n)} 个集群`;
export const tasks = (n: number): string => `${number(n)} 个任务`;

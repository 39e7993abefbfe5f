import { board, instances, row } from "./board.js";
import { rate, top } from "./expressions.js";
import { graph, plain, query, stacked, stat } from "./panels.js";
import { bad, doubtful, from, good } from "./style.js";

const node = 'job="node", instance=~"$instance"';
const disks = `${node}, fstype!~"tmpfs|overlay|squashfs|ramfs|fuse.*|nsfs"`;
const cards = `${node}, device!~"lo|veth.*|br-.*|docker.*"`;
const cores = `count by (instance) (node_cpu_seconds_total{${node}, mode="idle"})`;
const busy = `1 - avg by (instance) (rate(node_cpu_seconds_total{${node}, mode="idle"}[$__rate_interval]))`;
const free = `node_filesystem_avail_bytes{${disks}} / node_filesystem_size_bytes{${disks}}`;
const diskTime = rate("node_disk_io_time_seconds_total", node, "device");
const memory = `1 - node_memory_MemAvailable_bytes{${node}} / node_memory_MemTotal_bytes{${node}}`;

const now = row(
  "Now",
  stat("Hosts up", "Hosts whose exporter answers.", "none", `sum(up{${node}})`).thresholds(from(bad, [1, good])),
  stat("CPU", "The share of the cores that works, on the busiest host.", "percentunit", `max(${busy})`)
    .decimals(0)
    .thresholds(from(good, [0.8, doubtful], [0.95, bad])),
  stat(
    "Load per core",
    "Who wants to run or waits for the disk, per core, over the last five minutes. Above 1 somebody waits.",
    "none",
    `max(node_load5{${node}} / on (instance) ${cores})`,
  )
    .decimals(2)
    .thresholds(from(good, [1, doubtful], [3, bad])),
  stat("Fullest memory", "The share of memory that nothing more can be had of, on the fullest host.", "percentunit", `max(${memory})`)
    .decimals(0)
    .thresholds(from(good, [0.85, doubtful], [0.95, bad])),
  stat(
    "Fullest disk",
    "The share of the fullest file system that is taken. Full: Redis can't save and refuses writes.",
    "percentunit",
    `max(1 - ${free})`,
  )
    .decimals(0)
    .thresholds(from(good, [0.8, doubtful], [0.9, bad])),
  stat(
    "Swapping",
    "Pages per second between memory and disk. Redis must never be swapped.",
    "none",
    `${rate("node_vmstat_pswpin", node)} + ${rate("node_vmstat_pswpout", node)}`,
  )
    .decimals(0)
    .thresholds(from(good, [1, doubtful], [100, bad])),
  stat(
    "Clock",
    "How far the clock is off, by the kernel. Sentinels mistrust clocks that jump.",
    "s",
    `max(abs(node_timex_offset_seconds{${node}}))`,
  ).thresholds(from(good, [0.05, doubtful], [0.5, bad])),
  plain(stat("Runs since", "When the host that booted last did so.", "dateTimeFromNow", `1000 * max(node_boot_time_seconds{${node}})`)),
);

const cpu = row(
  "CPU and memory",
  stacked(
    "CPU by what it does",
    "Cores in use. iowait: waiting for the disk; steal: taken by other machines of the same host.",
    "none",
    query(rate("node_cpu_seconds_total", `${node}, mode!="idle"`, "mode"), "{{mode}}"),
  ).span(12),
  graph(
    "Waiting",
    "The share of time in which something had to wait: what is short is what hurts.",
    "percentunit",
    query(rate("node_pressure_cpu_waiting_seconds_total", node), "for a core"),
    query(rate("node_pressure_memory_waiting_seconds_total", node), "for memory"),
    query(rate("node_pressure_io_waiting_seconds_total", node), "for the disk"),
  ).span(12),
  graph(
    "Load",
    "Who wants to run or waits for the disk, and how many cores there are.",
    "none",
    query(`max by (instance) (node_load1{${node}})`, "load of {{instance}}"),
    query(cores, "cores of {{instance}}"),
  ),
  stacked(
    "Memory",
    "What the memory is used for. available includes caches that can be had back.",
    "bytes",
    query(`sum(node_memory_MemTotal_bytes{${node}} - node_memory_MemAvailable_bytes{${node}})`, "used"),
    query(`sum(node_memory_MemAvailable_bytes{${node}})`, "available"),
  ),
  graph(
    "Files and sockets",
    "Open file handles of the host, and TCP connections.",
    "none",
    query(`sum by (instance) (node_filefd_allocated{${node}})`, "files of {{instance}}"),
    query(`sum by (instance) (node_netstat_Tcp_CurrEstab{${node}})`, "connections of {{instance}}"),
  ),
);

const disk = row(
  "Disk and network",
  graph(
    "Disks that fill up",
    "The share of each file system that is taken.",
    "percentunit",
    query(`max by (instance, device) (1 - ${free})`, "{{instance}} {{device}}"),
  )
    .max(1)
    .thresholds(from(good, [0.8, doubtful], [0.9, bad])),
  graph(
    "Disk in use",
    "The share of time in which each disk is busy. Near 1 with Redis on it: saving slows it down.",
    "percentunit",
    query(top(10, "device", diskTime, diskTime), "{{device}}"),
  ),
  graph(
    "Written and read",
    "Bytes to and from all disks.",
    "Bps",
    query(rate("node_disk_written_bytes_total", node), "written"),
    query(rate("node_disk_read_bytes_total", node), "read"),
  ),
  graph(
    "Network",
    "Bytes over the network cards; what stays on the host is not counted.",
    "Bps",
    query(rate("node_network_receive_bytes_total", cards), "in"),
    query(rate("node_network_transmit_bytes_total", cards), "out"),
  ),
  graph(
    "Network trouble",
    "Packets that a card dropped or broke, and TCP segments that were sent again.",
    "pps",
    query(`${rate("node_network_receive_drop_total", node)} + ${rate("node_network_transmit_drop_total", node)}`, "dropped"),
    query(`${rate("node_network_receive_errs_total", node)} + ${rate("node_network_transmit_errs_total", node)}`, "broken"),
    query(rate("node_netstat_Tcp_RetransSegs", node), "sent again"),
  ),
  graph(
    "Prometheus",
    "What watching costs: samples taken in, and those that it did not want.",
    "ops",
    query(rate("prometheus_tsdb_head_samples_appended_total", 'job="prometheus"'), "taken in"),
    query(rate("prometheus_target_scrapes_exceeded_sample_limit_total", 'job="prometheus"'), "scrapes refused"),
  ),
);

export const shopHosts = board(
  "shop-hosts",
  "Hosts",
  "Whether the machines have what the shop needs: cores, memory, disk, network.",
  [now, cpu, disk],
  instances("node", "Host"),
);

//! Processes that are measured: started, looked at through `/proc`, and ended.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::Failure;

/// A running process; it is killed when this is dropped.
pub(crate) struct Process(Child);

impl Process {
    /// Starts it. What it prints is thrown away.
    pub(crate) fn start(command: &mut Command) -> Result<Self, Failure> {
        Ok(Self(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?))
    }

    /// The number of the process.
    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }

    /// A figure of its memory in MB: `VmRSS` now, `VmHWM` the most it ever had.
    pub(crate) fn memory(&self, name: &str) -> Result<f64, Failure> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)).ok_or("a line of /proc is not there")?;
        let kilobytes: f64 = line.trim_matches([':', ' ', '\t']).trim_end_matches(" kB").trim().parse()?;
        Ok(kilobytes / 1024.0)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Processor time that a process and those of its children that have ended took.
pub(crate) fn processor_time(process: u32) -> Result<Duration, Failure> {
    let fields = stat(process)?;
    let ticks: u64 = fields[11..15].iter().filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    // The kernel has told them in hundredths of a second for thirty years.
    Ok(Duration::from_millis(ticks * 10))
}

/// The same for a process and all its children.
pub(crate) fn processor_time_of_all(parent: u32) -> Result<Duration, Failure> {
    let mut sum = processor_time(parent)?;
    for entry in fs::read_dir("/proc")? {
        let Some(id) = entry?.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        // One that ended in the meantime is among those that the parent has counted.
        if stat(id).is_ok_and(|fields| fields[1] == parent.to_string()) {
            sum += processor_time(id).unwrap_or_default();
        }
    }
    Ok(sum)
}

/// An address that was free a moment ago.
pub(crate) fn free_address() -> Result<SocketAddr, Failure> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

/// What a command prints.
pub(crate) fn output(command: &mut Command) -> Result<String, Failure> {
    let done = command.stdin(Stdio::null()).output()?;
    if !done.status.success() {
        return Err(format!("{command:?} failed: {}", String::from_utf8_lossy(&done.stderr)).into());
    }
    Ok(String::from_utf8(done.stdout)?.trim().to_owned())
}

/// The fields of `/proc/…/stat` after the name of the program, which may hold anything.
fn stat(process: u32) -> Result<Vec<String>, Failure> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    let (_, fields) = stat.rsplit_once(')').ok_or("a line of /proc looks strange")?;
    Ok(fields.split_whitespace().map(str::to_owned).collect())
}

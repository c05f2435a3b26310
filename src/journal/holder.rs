//! Who holds a lock (process, terminal, whether it stands still), and what kind of disk a folder is on.
//! Only where the system tells (Linux); looks only.

use std::fmt;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

/// The list of locks is read in pieces, and a line can be passed over while others come and go: so many looks.
const LOOKS: usize = 4;

/// Another process, as far as the system tells about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Its number.
    pub pid: u32,
    /// Its terminal, such as `pts/3`.
    pub terminal: Option<String>,
    /// Stopped, as by Ctrl-Z.
    pub stopped: bool,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process {}", self.pid)?;
        if let Some(terminal) = &self.terminal {
            write!(f, ", terminal {terminal}")?;
        }
        if self.stopped { write!(f, ", stopped") } else { Ok(()) }
    }
}

/// The process that has locked the file of this name.
pub fn of(path: &Path) -> Option<Holder> {
    let inode = std::fs::metadata(path).ok()?.ino();
    let pid = (0..LOOKS).find_map(|_| pid_in(&std::fs::read_to_string("/proc/locks").ok()?, inode))?;
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok();
    let (stopped, terminal) = stat.as_deref().and_then(state_in).unwrap_or_default();
    Some(Holder { pid, terminal, stopped })
}

/// The kind of file system that a folder, or the nearest one above it that is there, is on.
pub fn disk_of(path: &Path) -> Option<String> {
    let there = path.ancestors().find_map(|above| std::fs::canonicalize(above).ok())?;
    kind_in(&std::fs::read_to_string("/proc/self/mounts").ok()?, &there)
}

/// The last of the longest: later mounts hide earlier ones.
fn kind_in(mounts: &str, path: &Path) -> Option<String> {
    let rows = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        let (place, kind) = (words.next()?, words.next()?);
        let place = place.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
        path.starts_with(&place).then(|| (place.len(), kind.to_owned()))
    });
    rows.max_by_key(|(length, _)| *length).map(|(_, kind)| kind)
}

/// The process that holds a whole-file lock on this inode. Those that wait for one have an arrow. The
/// device is not compared: some file systems tell another one here than in `stat`.
fn pid_in(locks: &str, inode: u64) -> Option<u32> {
    locks.lines().find_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [_, "FLOCK", _, _, pid, place, ..] = words[..] else { return None };
        let same = place.rsplit(':').next()?.parse() == Ok(inode);
        // 0 and less: a process that cannot be seen from here.
        pid.parse().ok().filter(|pid| same && *pid > 0)
    })
}

/// Whether it is stopped, and its terminal, from `/proc/PID/stat`. The name may hold anything, brackets
/// and blanks too.
fn state_in(stat: &str) -> Option<(bool, Option<String>)> {
    let words: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let state = *words.first()?;
    let number: u32 = words.get(4)?.parse().ok()?;
    let (major, minor) = ((number >> 8) & 0xfff, (number & 0xff) | ((number >> 12) & 0xf_ff00));
    let terminal = match major {
        136..=143 => Some(format!("pts/{}", minor + (major - 136) * 256)),
        4 if minor < 64 => Some(format!("tty{minor}")),
        4 => Some(format!("ttyS{}", minor - 64)),
        _ => None,
    };
    Some((state == "T", terminal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_holder_is_found_and_those_who_wait_are_not() {
        let locks = "1: POSIX  ADVISORY  WRITE 11 fe:01:42 0 EOF\n\
                     2: FLOCK  ADVISORY  WRITE 4242 fe:01:42 0 EOF\n\
                     2: -> FLOCK  ADVISORY  WRITE 4243 fe:01:42 0 EOF\n\
                     3: FLOCK  ADVISORY  WRITE 0 fe:01:43 0 EOF\n";
        assert_eq!(pid_in(locks, 42), Some(4242));
        assert_eq!((pid_in(locks, 43), pid_in(locks, 4), pid_in("", 42)), (None, None, None));
    }

    #[test]
    fn state_and_terminal_are_read_whatever_the_program_is_called() {
        let cases = [
            ("4242 (supple) T 1 4242 4242 34819 4242 0", Some((true, Some("pts/3")))),
            ("4242 (a) b (c)) S 1 4242 4242 34816 4242 0", Some((false, Some("pts/0")))),
            ("4242 (supple) S 1 4242 4242 1025 4242 0", Some((false, Some("tty1")))),
            ("4242 (supple) R 1 4242 4242 0 -1 0", Some((false, None))),
            ("4242 (supple", None),
            ("", None),
        ];
        for (stat, wanted) in cases {
            let wanted = wanted.map(|(stopped, terminal)| (stopped, terminal.map(str::to_owned)));
            assert_eq!(state_in(stat), wanted, "{stat}");
        }
    }

    #[test]
    fn the_disk_of_a_folder_is_the_last_of_the_longest_mounts() {
        let mounts = "/dev/a / ext4 rw 0 0\nh:/x /home nfs4 rw 0 0\n/dev/b /home/my\\040disk btrfs rw 0 0\n\
                      /dev/c /home/my\\040disk xfs rw 0 0\n";
        for (path, kind) in
            [("/etc/x", "ext4"), ("/home/a", "nfs4"), ("/homes", "ext4"), ("/home/my disk/a", "xfs")]
        {
            assert_eq!(kind_in(mounts, Path::new(path)).as_deref(), Some(kind), "{path}");
        }
        assert_eq!(kind_in("", Path::new("/")), None);
    }

    #[test]
    fn words() {
        let holder = Holder { pid: 4242, terminal: Some("pts/3".into()), stopped: true };
        assert_eq!(holder.to_string(), "process 4242, terminal pts/3, stopped");
        assert_eq!(Holder { terminal: None, stopped: false, ..holder }.to_string(), "process 4242");
    }
}

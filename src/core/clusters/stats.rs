//! A running cluster's figures, as far as its scheduler has told them.

#[derive(Default)]
pub struct Stats {
    pub workers: Option<u32>,
    pub threads: Option<u32>,
    /// Bytes.
    pub memory: Option<u64>,
    /// The number of workers that threads and memory are those of.
    described: Option<u32>,
}

impl Stats {
    /// The scheduler counted its workers. True: threads and memory are to be asked anew.
    pub fn on_counts(&mut self, workers: u32) -> bool {
        self.workers = Some(workers);
        self.described != Some(workers)
    }

    /// The scheduler described them.
    pub fn on_identity(&mut self, threads: u32, memory: u64) {
        self.threads = Some(threads);
        self.memory = Some(memory);
        self.described = self.workers;
    }
}

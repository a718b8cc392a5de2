//! Futures that keep much, and print how much: `size NAME BYTES`.
use std::future::Future;
use std::mem::size_of_val;
use std::pin::Pin;
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

/// Is pending once.
struct Pause(bool);

impl Future for Pause {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.0 {
            return Poll::Ready(());
        }
        self.0 = true;
        Poll::Pending
    }
}

/// What it is given is used, whatever the compiler thinks.
#[inline(never)]
fn black_box<T>(value: T) -> T {
    unsafe { std::ptr::read_volatile(&std::mem::ManuallyDrop::new(value) as *const _ as *const T) }
}

fn pause() -> Pause {
    Pause(false)
}

async fn array() -> u8 {
    let large = [0u8; 65536];
    black_box(&large);
    pause().await;
    black_box(&large)[7]
}

async fn vector() -> u8 {
    let items = vec![0u8; 1_000_000];
    black_box(&items);
    pause().await;
    items[7]
}

async fn scoped() -> u8 {
    let first = {
        let gone = [0u8; 4096];
        black_box(&gone)[7]
    };
    pause().await;
    first
}

async fn nested(count: u32) -> u32 {
    let first = array().await as u32;
    pause().await;
    first + count
}

async fn boxed(count: u32) -> u32 {
    let first = Box::pin(array()).await as u32;
    pause().await;
    first + count
}

async fn referring() -> u8 {
    let buffer = [1u8; 2048];
    let part = &buffer[100..200];
    pause().await;
    black_box(part)[3]
}

struct Session {
    id: u64,
}

impl Session {
    async fn serve(&mut self, limit: u64) -> u64 {
        let mut sum = 0;
        while sum < limit {
            let header = [self.id; 8];
            pause().await;
            sum += black_box(&header).iter().sum::<u64>() + 1;
        }
        sum
    }
}

async fn generic<T: Copy>(value: T) -> T {
    pause().await;
    value
}

fn block(key: u8) -> impl Future<Output = u8> {
    async move {
        pause().await;
        let filled = [key; 64];
        pause().await;
        black_box(&filled)[3]
    }
}

fn make() -> impl Fn(u32) -> Pin<Box<dyn Future<Output = u32>>> {
    |by| {
        let future = async move {
            pause().await;
            by + 1
        };
        println!("size futures::make::{{closure#0}}::{{async_block#0}} {}", size_of_val(&future));
        Box::pin(future)
    }
}

fn raw() -> RawWaker {
    fn clone(_: *const ()) -> RawWaker {
        raw()
    }
    fn nothing(_: *const ()) {}
    static TABLE: RawWakerVTable = RawWakerVTable::new(clone, nothing, nothing, nothing);
    RawWaker::new(std::ptr::null(), &TABLE)
}

fn run<F: Future>(future: F) -> F::Output {
    let mut future = Box::pin(future);
    let waker = unsafe { Waker::from_raw(raw()) };
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}

macro_rules! measure {
    ($name:expr, $future:expr) => {
        let future = $future;
        println!("size {} {}", $name, size_of_val(&future));
        black_box(run(future));
    };
}

fn main() {
    measure!("futures::array", array());
    measure!("futures::vector", vector());
    measure!("futures::scoped", scoped());
    measure!("futures::nested", nested(1));
    measure!("futures::boxed", boxed(1));
    measure!("futures::referring", referring());
    let mut session = Session { id: 1 };
    measure!("futures::Session::serve", session.serve(3));
    measure!("futures::generic<u64>", generic(5u64));
    measure!("futures::generic<u16>", generic(5u16));
    measure!("futures::block::{async_block#0}", block(5));
    black_box(run(make()(3)));
}

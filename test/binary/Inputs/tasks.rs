//! A server as tokio programs are: a task for each connection, which reads,
//! decodes and answers through several layers, and a select of two futures.
use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::mem::size_of_val;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

type Boxed = Pin<Box<dyn Future<Output = ()>>>;

#[derive(Clone, Default)]
struct Spawner(Rc<RefCell<VecDeque<Boxed>>>);

impl Spawner {
    fn spawn<F: Future<Output = ()> + 'static>(&self, name: &str, task: F) {
        println!("size {} {}", name, size_of_val(&task));
        self.0.borrow_mut().push_back(Box::pin(task));
    }
    fn run(&self) {
        let waker = unsafe { Waker::from_raw(raw()) };
        let mut context = Context::from_waker(&waker);
        loop {
            let next = self.0.borrow_mut().pop_front();
            let mut task = match next {
                Some(task) => task,
                None => return,
            };
            if task.as_mut().poll(&mut context).is_pending() {
                self.0.borrow_mut().push_back(task);
            }
        }
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

struct Ready {
    turns: u32,
}

impl Future for Ready {
    type Output = usize;
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<usize> {
        if self.turns == 0 {
            return Poll::Ready(16);
        }
        self.turns -= 1;
        Poll::Pending
    }
}

struct Select<A, B> {
    a: A,
    b: B,
}

impl<A: Future + Unpin, B: Future<Output = A::Output> + Unpin> Future for Select<A, B> {
    type Output = A::Output;
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<A::Output> {
        if let Poll::Ready(value) = Pin::new(&mut self.a).poll(context) {
            return Poll::Ready(value);
        }
        Pin::new(&mut self.b).poll(context)
    }
}

struct Stream {
    turns: u32,
}

impl Stream {
    async fn read(&mut self, into: &mut [u8]) -> usize {
        let count = Ready { turns: self.turns }.await;
        into[..count].fill(7);
        count
    }
    async fn write_all(&mut self, mut from: &[u8]) {
        while !from.is_empty() {
            let count = Ready { turns: self.turns }.await.min(from.len());
            from = &from[count..];
        }
    }
}

struct Frame {
    payload: [u8; 1024],
    length: usize,
}

async fn read_frame(stream: &mut Stream) -> Frame {
    let mut frame = Frame {
        payload: [0; 1024],
        length: 0,
    };
    let mut header = [0u8; 16];
    stream.read(&mut header).await;
    frame.length = stream.read(&mut frame.payload).await;
    frame
}

async fn answer(stream: &mut Stream, frame: Frame) {
    let text = format!("{} bytes", frame.length);
    stream.write_all(text.as_bytes()).await;
    stream.write_all(&frame.payload[..frame.length]).await;
}

async fn connection(turns: u32) {
    let mut stream = Stream { turns };
    for _ in 0..3 {
        let frame = read_frame(&mut stream).await;
        answer(&mut stream, frame).await;
    }
}

async fn watchdog(turns: u32) {
    let left = Box::pin(async move { Ready { turns }.await });
    let right = Box::pin(async move { Ready { turns: turns + 1 }.await });
    assert_eq!(Select { a: left, b: right }.await, 16);
}

async fn server(spawner: Spawner) {
    for turns in 0..4 {
        spawner.spawn("tasks::connection", connection(turns));
        Ready { turns }.await;
    }
    spawner.spawn("tasks::watchdog", watchdog(2));
}

fn main() {
    let spawner = Spawner::default();
    spawner.spawn("tasks::server", server(spawner.clone()));
    spawner.run();
}

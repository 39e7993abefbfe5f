using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Shop.Api.Telemetry;

/// <summary>
/// The log on stdout. Lines are gathered and written together, a few times a second: waking somebody for each line costs more than the line. A
/// warning and what is worse is written at once. Whoever logs waits when nobody takes what is written.
/// </summary>
[ProviderAlias("Stdout")]
internal sealed class StdoutLog : ILoggerProvider
{
    private const int MaxGathered = 4 * 1024 * 1024;
    private const int MaxKept = 1024 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly JsonLogFormatter _formatter;
    private readonly Stream _stdout;
    private readonly Lock _writing = new();
    private readonly object _gathering = new();
    private readonly ManualResetEvent _end = new(initialState: false);
    private readonly Thread _thread;
    private ArrayBufferWriter<byte> _lines = new();
    private ArrayBufferWriter<byte> _written = new();

    public StdoutLog(JsonLogFormatter formatter) : this(formatter, Console.OpenStandardOutput())
    {
    }

    internal StdoutLog(JsonLogFormatter formatter, Stream stdout)
    {
        (_formatter, _stdout) = (formatter, stdout);
        _thread = new Thread(WriteAgainAndAgain) { IsBackground = true, Name = "Log" };
        _thread.Start();
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        _end.Set();
        _thread.Join();
        Write();
        _end.Dispose();
    }

    private void WriteAgainAndAgain()
    {
        while (!_end.WaitOne(Pause))
        {
            Write();
        }
    }

    private void Write()
    {
        lock (_writing)
        {
            lock (_gathering)
            {
                (_lines, _written) = (_written, _lines);
                Monitor.PulseAll(_gathering);
            }

            _stdout.Write(_written.WrittenSpan);
            _stdout.Flush();
            _written.ResetWrittenCount();
            if (_written.Capacity > MaxKept)
            {
                _written = new ArrayBufferWriter<byte>();
            }
        }
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        lock (_gathering)
        {
            while (_lines.WrittenCount > MaxGathered)
            {
                Monitor.Wait(_gathering);
            }

            _lines.Write(line);
        }
    }

    private sealed class Logger(StdoutLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            log.Add(log._formatter.Format(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter)));
            if (logLevel >= LogLevel.Warning)
            {
                log.Write();
            }
        }
    }
}

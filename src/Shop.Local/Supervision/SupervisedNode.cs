using System.Diagnostics;
using Shop.Local.Nodes;
using Shop.Local.Stack;

namespace Shop.Local.Supervision;

/// <summary>One node's life: started again when it dies unasked, left alone when it was told to stop.</summary>
internal sealed class SupervisedNode(StackLayout layout, Node node, Launches launches, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan QuickDeath = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Task _life = Task.CompletedTask;
    private CancellationTokenSource _wanted = new();
    private ProcessIdentity? _process;
    private NodeState _state = NodeState.Stopped;

    public Node Node => node;

    /// <summary>How often in a row it died within two seconds of its start.</summary>
    public int QuickDeaths { get; private set; }

    public DateTimeOffset Since { get; private set; } = time.GetUtcNow();

    public NodeState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    public ProcessIdentity? Process
    {
        get
        {
            lock (_gate)
            {
                return _process;
            }
        }
    }

    public void Start()
    {
        lock (_gate)
        {
            if (!_life.IsCompleted)
            {
                return;
            }

            _wanted.Dispose();
            _wanted = new CancellationTokenSource();
            QuickDeaths = 0;
            Enter(NodeState.Running); // from here on it counts as wanted; the process follows within milliseconds
            _life = Task.Run(() => LiveAsync(_wanted.Token));
        }
    }

    /// <summary>From now on its death is asked for: whatever ends the process, it stays ended.</summary>
    public ProcessIdentity? Release()
    {
        lock (_gate)
        {
            _wanted.Cancel();
            return _process;
        }
    }

    /// <summary>Ends it at once, as kill -9 does.</summary>
    public async Task KillAsync()
    {
        Release()?.SignalGroup(PosixSignalNumber.Kill);
        await EndedAsync();
    }

    /// <summary>Waits until a released node is gone.</summary>
    public Task EndedAsync() => _life;

    public void Pause()
    {
        lock (_gate)
        {
            if (_process is { IsAlive: true } running)
            {
                running.SignalGroup(PosixSignalNumber.Stop);
                Enter(NodeState.Paused);
            }
        }
    }

    public void Resume()
    {
        lock (_gate)
        {
            if (_state == NodeState.Paused)
            {
                _process?.SignalGroup(PosixSignalNumber.Cont);
                Enter(NodeState.Running);
            }
        }
    }

    public void Dispose() => _wanted.Dispose();

    private async Task LiveAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            await RunOnceAsync(stop);
            QuickDeaths = time.GetElapsedTime(began) < QuickDeath ? QuickDeaths + 1 : 0;
            if (!stop.IsCancellationRequested)
            {
                Set(QuickDeaths > 0 ? NodeState.Failed : NodeState.Running);
                await Task.Delay(PauseAfter(QuickDeaths), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        Set(NodeState.Stopped);
    }

    private async Task RunOnceAsync(CancellationToken stop)
    {
        try
        {
            using var child = Begin(stop);
            if (child is not null)
            {
                await child.WaitForExitAsync(CancellationToken.None);
                EndWhatIsLeft();
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or Refusal)
        {
            await File.AppendAllTextAsync(layout.LogOf(node.Name), $"shop: {node.Name} can't be started: {problem.Message}\n", CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // the full disk may be the very problem
        }
    }

    private Process? Begin(CancellationToken stop)
    {
        var launch = launches.Prepare(node);
        lock (_gate)
        {
            if (stop.IsCancellationRequested)
            {
                return null;
            }

            var child = NodeStart.Run(layout, node.Name, launch);
            _process = ProcessIdentity.Of(child.Id);
            Enter(NodeState.Running);
            return child;
        }
    }

    /// <summary>A killed nginx leaves workers that hold its port.</summary>
    private void EndWhatIsLeft()
    {
        lock (_gate)
        {
            _process?.SignalGroup(PosixSignalNumber.Kill);
            _process = null;
        }
    }

    private void Set(NodeState next)
    {
        lock (_gate)
        {
            Enter(next);
        }
    }

    private void Enter(NodeState next)
    {
        _state = next;
        Since = time.GetUtcNow();
    }

    /// <summary>Within a second at first; up to five seconds for a node that can't stay up.</summary>
    private static TimeSpan PauseAfter(int quickDeaths)
    {
        var growing = FirstPause * Math.Pow(2, quickDeaths);
        return growing < LongestPause ? growing : LongestPause;
    }
}

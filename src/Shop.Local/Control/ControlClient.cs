using System.Net.Sockets;
using System.Text.Json;
using Shop.Local.Stack;

namespace Shop.Local.Control;

/// <summary>A command's side of the socket.</summary>
internal sealed class ControlClient(StackLayout layout)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>The supervisor's answer; null when no supervisor runs.</summary>
    /// <param name="limit">How long the work may take; 10 s unless told.</param>
    /// <exception cref="Refusal">The supervisor hangs.</exception>
    public async Task<ControlReply?> TryAskAsync(ControlRequest request, TimeSpan? limit = null)
    {
        if (!Directory.Exists(layout.Directory) || !SupervisorProcess.IsAlive(layout))
        {
            return null;
        }

        using var timeout = new CancellationTokenSource(limit ?? Patience);
        try
        {
            return await ConverseAsync(request, timeout.Token);
        }
        catch (Exception problem) when (problem is OperationCanceledException or SocketException or IOException or JsonException)
        {
            if (!SupervisorProcess.IsAlive(layout))
            {
                return null;
            }

            throw new Refusal($"The supervisor does not answer. Its log is {layout.LogOf("supervisor")}; ./shop down ends it and its nodes.");
        }
    }

    /// <exception cref="Refusal">Nothing runs, or the supervisor refuses.</exception>
    public async Task<ControlReply> AskAsync(ControlRequest request, TimeSpan? limit = null)
    {
        var reply = await TryAskAsync(request, limit) ?? throw new Refusal("Nothing runs here: ./shop up starts the shop.");
        return reply.Ok ? reply : throw new Refusal(reply.Message);
    }

    /// <summary>A supervisor that has only just started does not listen yet.</summary>
    private async Task<Socket> ConnectAsync(ControlSocket address, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await address.ConnectAsync(cancellation);
            }
            catch (SocketException) when (SupervisorProcess.IsAlive(layout))
            {
                await Task.Delay(Interval, cancellation);
            }
        }
    }

    private async Task<ControlReply> ConverseAsync(ControlRequest request, CancellationToken cancellation)
    {
        using var address = new ControlSocket(layout.Directory);
        using var socket = await ConnectAsync(address, cancellation);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(request), cancellation);
        await stream.WriteAsync("\n"u8.ToArray(), cancellation);
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync(cancellation) ?? throw new EndOfStreamException();
        return JsonSerializer.Deserialize<ControlReply>(line) ?? throw new JsonException();
    }
}

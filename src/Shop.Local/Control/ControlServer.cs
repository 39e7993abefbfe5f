using System.Net.Sockets;
using System.Text.Json;

namespace Shop.Local.Control;

/// <summary>The supervisor's side of the socket: one question, one answer, one connection.</summary>
internal sealed class ControlServer(ControlSocket address, Func<ControlRequest, Task<ControlReply>> answer)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HashSet<Task> _conversations = [];

    /// <summary>Until it is told to stop; whoever is being answered then still gets the answer.</summary>
    public async Task ServeAsync(CancellationToken stop)
    {
        using var listener = address.Listen();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _conversations.RemoveWhere(conversation => conversation.IsCompleted);
                _conversations.Add(ConverseAsync(await listener.AcceptAsync(stop)));
            }
            catch (OperationCanceledException)
            {
                await Task.WhenAll(_conversations);
            }
        }
    }

    private async Task ConverseAsync(Socket socket)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            using var reader = new StreamReader(stream);
            using var timeout = new CancellationTokenSource(Patience);
            if (await reader.ReadLineAsync(timeout.Token) is { } line && JsonSerializer.Deserialize<ControlRequest>(line) is { } request)
            {
                var reply = await AnswerAsync(request);
                await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(reply), CancellationToken.None);
                await stream.WriteAsync("\n"u8.ToArray(), CancellationToken.None);
            }
        }
        catch (Exception problem) when (problem is IOException or OperationCanceledException or JsonException)
        {
            await Console.Error.WriteLineAsync($"A command went away before it had its answer: {problem.Message}");
        }
    }

    private async Task<ControlReply> AnswerAsync(ControlRequest request)
    {
        try
        {
            return await answer(request);
        }
        catch (Refusal refusal)
        {
            return new ControlReply(false, refusal.Message);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new ControlReply(false, $"{request.Command} failed: {problem.Message}");
        }
    }
}

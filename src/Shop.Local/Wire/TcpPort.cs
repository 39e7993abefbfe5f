using System.Net.Sockets;
using Shop.Local.Stack;

namespace Shop.Local.Wire;

internal static class TcpPort
{
    public static async Task<bool> AnswersAsync(Node node)
    {
        using var client = new TcpClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await client.ConnectAsync(node.Host, node.Port, limit.Token);
            return true;
        }
        catch (Exception problem) when (problem is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}

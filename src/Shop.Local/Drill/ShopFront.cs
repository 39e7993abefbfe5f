using Shop.Local.Stack;

namespace Shop.Local.Drill;

/// <summary>The shop as clients see it, through nginx. A client waits for 30 s, as the contract tells it to.</summary>
internal sealed class ShopFront(Node entrance) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        BaseAddress = new Uri($"http://{entrance.Address}"),
        Timeout = TimeSpan.FromSeconds(30),
    };

    public async Task<Reply> SendAsync(Call call)
    {
        using var request = call.ToRequest();
        try
        {
            using var response = await _http.SendAsync(request);
            return await Reply.OfAsync(response);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException)
        {
            return new Reply(0, default, (broken.InnerException ?? broken).Message);
        }
    }

    /// <summary>Outside the load: the answer must be a success.</summary>
    /// <exception cref="Refusal">It is not.</exception>
    public async Task<Reply> DemandAsync(Call call)
    {
        var reply = await SendAsync(call);
        return reply.Status is >= 200 and < 300
            ? reply
            : throw new Refusal($"{call.Method} {call.Path} answered {reply.Status} while nothing was broken: {reply.Error}");
    }

    public void Dispose() => _http.Dispose();
}

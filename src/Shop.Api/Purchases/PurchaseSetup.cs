using FluentValidation;

namespace Shop.Api.Purchases;

internal static class PurchaseSetup
{
    public static void AddPurchases(this IServiceCollection services)
    {
        services.AddSingleton<SimulatedPayments>();
        services.AddSingleton<IValidator<PurchaseRequest>, PurchaseValidator>();
        services.AddSingleton<IValidator<PaymentCall>, PaymentCallValidator>();
        services.AddSingleton<IValidator<CancellationRequest>, CancellationValidator>();
    }
}
